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
      default -> name;
    };
  }
}
