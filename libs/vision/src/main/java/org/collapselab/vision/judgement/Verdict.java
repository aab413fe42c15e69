package org.collapselab.vision.judgement;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A judgement of one image.
 *
 * @param accepted whether it is fit to train on
 * @param scores what was measured, by name; empty if the file could not be decoded. {@code
 *     typicality} is the least of the fractions of real images that do as badly by a criterion, the
 *     number that decides; {@code agreementPercentile} is the percentage of real images that agree
 *     less with their captions
 * @param reasons why it was rejected; empty if accepted
 */
public record Verdict(boolean accepted, SortedMap<String, Double> scores, List<String> reasons) {

  /** The score that decides. */
  public static final String TYPICALITY = "typicality";

  /** Accepted ones first, then by typicality, undecodable ones last: the first is the best seen. */
  public static final Comparator<Verdict> BEST_FIRST =
      Comparator.comparing(Verdict::accepted)
          .thenComparingDouble(verdict -> verdict.scores.getOrDefault(TYPICALITY, -1.0))
          .reversed();

  /** An immutable copy. */
  public Verdict {
    scores = Collections.unmodifiableSortedMap(new TreeMap<>(scores));
    reasons = List.copyOf(reasons);
  }
}
