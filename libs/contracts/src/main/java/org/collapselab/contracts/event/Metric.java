package org.collapselab.contracts.event;

import java.util.Optional;
import org.collapselab.contracts.Require;

/**
 * A measured number with what it takes to judge it.
 *
 * @param network whose features it is computed on; empty for metrics of pixels
 * @param low lower end of its interval
 * @param high upper end of its interval
 * @param confidence of the interval
 * @param n images behind it
 * @param floor what real images would score at the same n
 */
public record Metric(
    String name,
    String network,
    double value,
    double low,
    double high,
    double confidence,
    int n,
    Optional<Floor> floor) {
  public Metric {
    Require.text(name, "name", 256);
    Require.textOrEmpty(network, "network", 256);
    Require.finite(value, "value");
    Require.finite(low, "low");
    Require.finite(high, "high");
    Require.within(confidence, 0, 1, "confidence");
    Require.within(n, 0, Integer.MAX_VALUE, "n");
    Require.present(floor, "floor");
  }
}
