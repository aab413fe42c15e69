package org.collapselab.local.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.collapselab.diffusion.data.CorruptImageException;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.evaluation.ImageSet;

/**
 * The images of a folder as they are judged. Each is decoded by itself and kept at the size that it
 * is judged at, so that large originals do not have to fit into memory together.
 *
 * @param readable the images, in order
 * @param unreadable files that could not be decoded
 * @param captioned whether they have captions
 */
public record Photos(List<Photo> readable, List<Unreadable> unreadable, boolean captioned) {

  /** How many images tell what size is common. */
  private static final int ENOUGH = 100;

  /** An immutable copy. */
  public Photos {
    readable = List.copyOf(readable);
    unreadable = List.copyOf(unreadable);
  }

  /** An image, ready to be judged. */
  public record Photo(String name, RgbImage image, Optional<String> caption) {}

  /** A file that is no image, and why. */
  public record Unreadable(String name, String fault) {}

  /**
   * Decodes images.
   *
   * @param prepared what is kept of an image
   */
  public static Photos of(ImageSet images, UnaryOperator<RgbImage> prepared) {
    List<Photo> readable = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      try {
        readable.add(new Photo(images.name(i), prepared.apply(images.image(i)), images.caption(i)));
      } catch (CorruptImageException e) {
        unreadable.add(new Unreadable(images.name(i), e.getMessage()));
      }
    }
    return new Photos(readable, unreadable, images.caption(0).isPresent());
  }

  /**
   * The shorter side that most of the first hundred images have, or the least of those that equally
   * many have.
   *
   * @throws IllegalArgumentException if no image can be decoded
   */
  public static int commonSide(ImageSet images) {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    int seen = 0;
    for (int i = 0; i < images.size() && seen < ENOUGH; i++) {
      try {
        RgbImage image = images.image(i);
        counts.merge(Math.min(image.width(), image.height()), 1, Integer::sum);
        seen++;
      } catch (CorruptImageException e) {
        // It has no size; it is told of when it is judged.
      }
    }
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() == most)
        .mapToInt(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("none of the images can be decoded"));
  }
}
