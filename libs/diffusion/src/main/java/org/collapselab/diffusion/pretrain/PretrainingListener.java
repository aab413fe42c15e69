package org.collapselab.diffusion.pretrain;

import java.util.List;

/** Hears how a pretraining goes. */
public interface PretrainingListener {

  /** A stage begins. */
  void started(String stage, int steps);

  /**
   * Steps were done.
   *
   * @param loss the mean loss since the last report
   * @param stepMillis the mean time of a step since the last report
   */
  void progressed(String stage, int step, int steps, double loss, double stepMillis);

  /** A step was left out because the gradients of the named parameters were not finite. */
  void skipped(String stage, int step, List<String> parameters);

  /** A stage's files were written. */
  void finished(String stage);

  /** A stage's files were there already and are kept. */
  void kept(String stage);
}
