package org.collapselab.evaluator.api;

import java.util.List;
import org.collapselab.contracts.Key;

/** What experiments started from so far, and others may. */
public record KnownInputs(List<Checkpoint> checkpoints, List<RealDataset> realDatasets) {

  /** A base checkpoint. */
  public record Checkpoint(Key key, String name) {}

  /**
   * A real data set.
   *
   * @param images in it
   */
  public record RealDataset(Key key, String name, int images) {}
}
