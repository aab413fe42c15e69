package org.collapselab.local.provenance;

import java.util.Locale;
import org.collapselab.vision.statistics.Estimate;

/** A share as two cells of a table. */
final class Share {

  /** Of every interval in these tables. */
  static final double CONFIDENCE = 0.95;

  private Share() {}

  /** The share, and its interval. */
  static String cells(Estimate share) {
    return String.format(
        Locale.ROOT,
        "%.1f %% | %.1f to %.1f %%",
        100 * share.value(),
        100 * share.interval().low(),
        100 * share.interval().high());
  }
}
