package org.collapselab.vision.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;
import org.collapselab.vision.features.ClipFeatures;
import org.collapselab.vision.features.FeatureNetwork;
import org.collapselab.vision.metrics.ColourHistogramDistance;
import org.collapselab.vision.metrics.GroupedMoments;

/**
 * What was seen of a set of images. Of very many, a random sample is kept image by image, and of
 * all of them the moments.
 */
public final class LookedAt {

  private static final int PORTION = 32;

  private final int count;
  private final int[] kept;
  private final float[][] features;
  private final float[][] colours;
  private final Optional<float[][]> captions;
  private final Optional<GroupedMoments> moments;

  private LookedAt(
      int count,
      int[] kept,
      float[][] features,
      float[][] colours,
      Optional<float[][]> captions,
      Optional<GroupedMoments> moments) {
    this.count = count;
    this.kept = kept;
    this.features = features;
    this.colours = colours;
    this.captions = captions;
    this.moments = moments;
  }

  /**
   * Looks at every image once.
   *
   * @param most how many images are kept one by one
   * @param seed decides which
   * @param seen is told how many images were looked at
   */
  public static LookedAt all(
      ImageSet images, FeatureNetwork network, int most, long seed, IntConsumer seen) {
    int size = images.size();
    int[] kept =
        size <= most
            ? IntStream.range(0, size).toArray()
            : Permutation.of(new NoiseKey(seed, 0, 0, size, "kept-images"), size).first(most);
    Arrays.sort(kept);
    float[][] features = new float[kept.length][];
    float[][] colours = new float[kept.length][];
    Optional<GroupedMoments> moments =
        size <= most
            ? Optional.empty()
            : Optional.of(new GroupedMoments(network.dimension(), seed));
    int place = 0;
    for (int from = 0; from < size; from += PORTION) {
      List<RgbImage> portion = new ArrayList<>();
      for (int i = from; i < Math.min(size, from + PORTION); i++) {
        portion.add(images.image(i));
      }
      float[][] rows = network.images(portion);
      for (int i = 0; i < rows.length; i++) {
        float[] row = rows[i];
        moments.ifPresent(all -> all.add(row));
        if (place < kept.length && kept[place] == from + i) {
          features[place] = row;
          colours[place++] = ColourHistogramDistance.cumulative(portion.get(i));
        }
      }
      seen.accept(from + rows.length);
    }
    return new LookedAt(size, kept, features, colours, captions(images, kept, network), moments);
  }

  /** The features of the kept images' captions, if all have one and the network reads them. */
  private static Optional<float[][]> captions(ImageSet images, int[] kept, FeatureNetwork network) {
    if (!(network instanceof ClipFeatures clip)
        || !clip.readsCaptions()
        || !Arrays.stream(kept).allMatch(i -> images.caption(i).isPresent())) {
      return Optional.empty();
    }
    Map<String, float[]> known = new HashMap<>();
    return Optional.of(
        Arrays.stream(kept)
            .mapToObj(i -> images.caption(i).orElseThrow())
            .map(text -> known.computeIfAbsent(text, caption -> clip.texts(List.of(caption))[0]))
            .toArray(float[][]::new));
  }

  /** The images at these places among the kept ones, as a set of their own. */
  public LookedAt select(int[] places) {
    return new LookedAt(
        places.length,
        Arrays.stream(places).map(place -> kept[place]).toArray(),
        pick(features, places),
        pick(colours, places),
        captions.map(rows -> pick(rows, places)),
        Optional.empty());
  }

  private static float[][] pick(float[][] rows, int[] places) {
    return Arrays.stream(places).mapToObj(place -> rows[place]).toArray(float[][]::new);
  }

  /** How many images were looked at. */
  public int count() {
    return count;
  }

  /** Which images were kept, by their index in the set, ascending. */
  public int[] kept() {
    return kept.clone();
  }

  /** The features of the kept images, [K,D]; not to be changed. */
  float[][] features() {
    return features;
  }

  /** The colours of the kept images, [K,768]; not to be changed. */
  float[][] colours() {
    return colours;
  }

  /** The features of the kept images' captions, [K,D]; not to be changed. */
  Optional<float[][]> captions() {
    return captions;
  }

  /** The moments of all images, where not all were kept. */
  Optional<GroupedMoments> moments() {
    return moments;
  }
}
