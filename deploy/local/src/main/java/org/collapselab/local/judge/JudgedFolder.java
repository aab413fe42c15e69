package org.collapselab.local.judge;

import java.util.List;
import org.collapselab.vision.judgement.Verdict;

/**
 * The verdicts on a folder's images.
 *
 * @param network that the images were looked at with
 * @param criteria by which they could be rejected, as a spec names them
 * @param falseRejectionRate the fraction of real images that the thresholds reject
 * @param realImages that the thresholds come from
 * @param crossFitted whether the images were judged by the others of the same folder
 * @param size pixels a side at which they were judged
 * @param images each with its verdict, in order
 * @param duplicates pairs nearer to each other than real images are
 */
public record JudgedFolder(
    String network,
    List<String> criteria,
    double falseRejectionRate,
    int realImages,
    boolean crossFitted,
    int size,
    List<Judged> images,
    List<DuplicatePair> duplicates) {

  /** An immutable copy. */
  public JudgedFolder {
    criteria = List.copyOf(criteria);
    images = List.copyOf(images);
    duplicates = List.copyOf(duplicates);
  }

  /** An image and its verdict. */
  public record Judged(String file, Verdict verdict) {}

  /** Two images, and the cosine of their embeddings. */
  public record DuplicatePair(String file, String other, double cosine) {}

  /** How many were rejected. */
  public long rejected() {
    return images.stream().filter(image -> !image.verdict().accepted()).count();
  }
}
