package org.collapselab.local.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.event.Floor;
import org.collapselab.local.evaluator.MetricView;

/** Metrics of two conditions that part. */
final class Metrics {
  private Metrics() {}

  static List<MetricView> twoConditions() {
    var metrics = new ArrayList<MetricView>();
    for (int i = 0; i <= 3; i++) {
      metrics.add(metric("real", i, 10 - i));
      metrics.add(metric("synthetic", i, 10 + 20.5 * i));
    }
    return metrics;
  }

  private static MetricView metric(String condition, int iteration, double value) {
    return new MetricView(
        condition,
        iteration,
        "fd-small-clip",
        "emoji-small",
        value,
        value - 1,
        value + 1,
        0.95,
        128,
        Optional.of(new Floor(1.5, 1, 2, 128)),
        false);
  }
}
