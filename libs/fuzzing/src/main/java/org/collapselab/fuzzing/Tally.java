package org.collapselab.fuzzing;

import java.util.Map;

/**
 * What became of the cases.
 *
 * @param cases how many there were
 * @param read how many were read, their damage being none that can be seen
 * @param refusals how often each thing was said, numbers left out
 */
public record Tally(int cases, int read, Map<String, Integer> refusals) {
  public Tally {
    refusals = Map.copyOf(refusals);
  }

  /** How many were refused. */
  public int refused() {
    return cases - read;
  }
}
