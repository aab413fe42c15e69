package org.collapselab.diffusion.golden;

import java.io.IOException;

/**
 * Computes what goldens of one kind expect. Implementations are found as services (see {@link
 * java.util.ServiceLoader}), so that a module checks the goldens of its own networks.
 */
public interface GoldenCheck {

  /** Whether this check knows goldens of this kind. */
  boolean accepts(GoldenFile golden);

  /**
   * Compares every output of a golden. What it leaves out is reported as not checked.
   *
   * @param golden one it {@link #accepts}
   * @param comparisons takes the results
   * @throws IOException if the golden cannot be read
   * @throws RuntimeException if the golden asks for what cannot be computed; the message names the
   *     key
   */
  void check(GoldenFile golden, Comparisons comparisons) throws IOException;
}
