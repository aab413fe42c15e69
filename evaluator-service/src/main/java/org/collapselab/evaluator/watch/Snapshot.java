package org.collapselab.evaluator.watch;

import java.util.List;

/**
 * All there is to see of a subject.
 *
 * @param ended whether nothing will change any more
 */
public record Snapshot(List<Part> parts, boolean ended) {
  public Snapshot {
    parts = List.copyOf(parts);
  }
}
