package org.collapselab.local.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.local.judge.Photos.Photo;
import org.collapselab.vision.features.ClipFeatures;
import org.collapselab.vision.judgement.Criterion;
import org.collapselab.vision.judgement.Duplicates;
import org.collapselab.vision.judgement.Judge;
import org.collapselab.vision.judgement.Policy;
import org.collapselab.vision.judgement.Verdict;

/**
 * Judges the images of a folder by real ones, or each fifth of a folder by the other four fifths.
 *
 * @param clip the network that looks at them
 * @param policy what they can be rejected for
 * @param falseRejectionRate the fraction of real images that may be rejected
 */
public record FolderJudge(ClipFeatures clip, Policy policy, double falseRejectionRate) {

  private static final int FOLDS = 5;

  /** Images as the judge sees them. */
  private record Seen(
      List<Photo> photos, List<RgbImage> images, List<float[]> embeddings, List<float[]> captions) {

    Seen {
      photos = List.copyOf(photos);
      images = List.copyOf(images);
      embeddings = List.copyOf(embeddings);
      captions = List.copyOf(captions);
    }

    Seen part(int fold, boolean others) {
      List<Integer> kept = new ArrayList<>();
      for (int i = 0; i < photos.size(); i++) {
        if ((i % FOLDS == fold) != others) {
          kept.add(i);
        }
      }
      return new Seen(
          kept.stream().map(photos::get).toList(),
          kept.stream().map(images::get).toList(),
          kept.stream().map(embeddings::get).toList(),
          captions.isEmpty() ? List.of() : kept.stream().map(captions::get).toList());
    }
  }

  /**
   * Judges images.
   *
   * @param real what they are held against; if absent, the images themselves, cross-fitted
   * @param size pixels a side that they all have
   * @throws IllegalArgumentException if there are too few real images
   */
  public JudgedFolder judge(Photos photos, Optional<Photos> real, int size) {
    Seen seen = look(photos.readable());
    List<JudgedFolder.Judged> judged = new ArrayList<>();
    Seen reference = real.map(r -> look(r.readable())).orElse(seen);
    if (real.isPresent()) {
      judged.addAll(verdicts(calibrate(reference), seen));
    } else {
      for (int fold = 0; fold < FOLDS; fold++) {
        judged.addAll(verdicts(calibrate(seen.part(fold, true)), seen.part(fold, false)));
      }
    }
    photos
        .unreadable()
        .forEach(
            file ->
                judged.add(
                    new JudgedFolder.Judged(
                        file.name(),
                        new Verdict(
                            false,
                            Collections.emptySortedMap(),
                            List.of("undecodable: " + file.fault())))));
    judged.sort((a, b) -> a.file().compareTo(b.file()));
    return new JudgedFolder(
        clip.network(),
        policy.criteria().stream().map(Criterion::specName).toList(),
        falseRejectionRate,
        reference.photos().size(),
        real.isEmpty(),
        size,
        judged,
        duplicates(reference, seen));
  }

  private List<JudgedFolder.DuplicatePair> duplicates(Seen reference, Seen seen) {
    if (reference.embeddings().size() < 2) {
      return List.of();
    }
    return Duplicates.calibrate(rows(reference.embeddings()), 1.0 / reference.photos().size())
        .among(rows(seen.embeddings()))
        .stream()
        .map(
            pair ->
                new JudgedFolder.DuplicatePair(
                    seen.photos().get(pair.first()).name(),
                    seen.photos().get(pair.second()).name(),
                    pair.cosine()))
        .toList();
  }

  private Seen look(List<Photo> photos) {
    List<RgbImage> images = photos.stream().map(Photo::image).toList();
    List<String> captions = photos.stream().flatMap(photo -> photo.caption().stream()).toList();
    boolean read = policy.criteria().contains(Criterion.OFF_PROMPT);
    return new Seen(
        photos,
        images,
        images.isEmpty() ? List.of() : List.of(clip.images(images)),
        read && !captions.isEmpty() ? List.of(clip.texts(captions)) : List.of());
  }

  private Judge calibrate(Seen real) {
    return Judge.calibrate(
        policy, real.images(), rows(real.embeddings()), rows(real.captions()), falseRejectionRate);
  }

  private static List<JudgedFolder.Judged> verdicts(Judge judge, Seen seen) {
    List<JudgedFolder.Judged> judged = new ArrayList<>();
    for (int i = 0; i < seen.photos().size(); i++) {
      RgbImage image = seen.images().get(i);
      float[] embedding = seen.embeddings().get(i);
      judged.add(
          new JudgedFolder.Judged(
              seen.photos().get(i).name(),
              seen.captions().isEmpty()
                  ? judge.judge(image, embedding)
                  : judge.judge(image, embedding, seen.captions().get(i))));
    }
    return judged;
  }

  private static float[][] rows(List<float[]> rows) {
    return rows.toArray(float[][]::new);
  }
}
