package org.collapselab.contracts.event;

import org.collapselab.contracts.Require;

/** What real images score against real images, with its interval and number of images. */
public record Floor(double value, double low, double high, int n) {
  public Floor {
    Require.finite(value, "value");
    Require.finite(low, "low");
    Require.finite(high, "high");
    Require.within(n, 0, Integer.MAX_VALUE, "n");
  }
}
