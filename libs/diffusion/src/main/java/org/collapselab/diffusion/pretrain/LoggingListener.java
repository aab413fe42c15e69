package org.collapselab.diffusion.pretrain;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;

/** Writes a pretraining's progress to the log. */
public final class LoggingListener implements PretrainingListener {

  private static final Logger LOG = System.getLogger(Pretraining.class.getName());

  @Override
  public void started(String stage, int steps) {
    LOG.log(Level.INFO, "{0}: starts, {1} steps", stage, Integer.toString(steps));
  }

  @Override
  public void progressed(String stage, int step, int steps, double loss, double stepMillis) {
    LOG.log(
        Level.INFO,
        String.format(
            Locale.ROOT,
            "%s: %d of %d, loss %.4f, %.0f ms a step",
            stage,
            step,
            steps,
            loss,
            stepMillis));
  }

  @Override
  public void skipped(String stage, int step, List<String> parameters) {
    LOG.log(
        Level.WARNING,
        "{0}: step {1} left out, gradients not finite: {2}",
        stage,
        Integer.toString(step),
        parameters);
  }

  @Override
  public void finished(String stage) {
    LOG.log(Level.INFO, "{0}: written", stage);
  }

  @Override
  public void kept(String stage) {
    LOG.log(Level.INFO, "{0}: is there already and is kept", stage);
  }
}
