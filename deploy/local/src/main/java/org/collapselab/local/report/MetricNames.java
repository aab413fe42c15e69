package org.collapselab.local.report;

/** Titles of the metrics. */
final class MetricNames {
  private MetricNames() {}

  /** What a metric is called in a figure; says on which network it is computed. */
  static String title(String name) {
    return switch (name) {
      case "fd-small-clip" -> "FD (small CLIP): distance to the real images, lower is better";
      case "alignment-small-clip" ->
          "Alignment (small CLIP) with prompts trained on, higher is better";
      case "alignment-small-clip-held-out" ->
          "Alignment (small CLIP) with held-out prompts, higher is better";
      case "rejected-fraction" -> "Share of the training set's generated images that were rejected";
      case "kd-small-clip" -> "KD (small CLIP): unbiased kernel distance, lower is better";
      case "cmmd-small-clip" -> "CMMD (small CLIP): Gaussian kernel distance, lower is better";
      case "precision-small-clip" ->
          "Precision (small CLIP): generated images that look real, higher is better";
      case "recall-small-clip" ->
          "Recall (small CLIP): real images within reach of generated ones, higher is better";
      case "density-small-clip" ->
          "Density (small CLIP): real images around generated ones, higher is better";
      case "coverage-small-clip" ->
          "Coverage (small CLIP): real images with a generated one near, higher is better";
      case "vendi-small-clip" ->
          "Vendi score (small CLIP): how many different images there seem to be";
      default -> name;
    };
  }
}
