package org.collapselab.diffusion.scheduler;

/**
 * What the network's output means. With ā the cumulative product of alphas, a noisy sample is x =
 * √ā·clean + √(1-ā)·noise; clean image and noise both follow from sample and output linearly.
 */
public enum PredictionType {
  /** The noise. */
  EPSILON("epsilon") {
    @Override
    LinearEstimate clean(double alphaCumprod) {
      double root = Math.sqrt(alphaCumprod);
      return new LinearEstimate(1 / root, -Math.sqrt(1 - alphaCumprod) / root);
    }

    @Override
    LinearEstimate noise(double alphaCumprod) {
      return new LinearEstimate(0, 1);
    }
  },

  /** The velocity √ā·noise - √(1-ā)·clean (Salimans and Ho, 2022, appendix D). */
  V_PREDICTION("v_prediction") {
    @Override
    LinearEstimate clean(double alphaCumprod) {
      return new LinearEstimate(Math.sqrt(alphaCumprod), -Math.sqrt(1 - alphaCumprod));
    }

    @Override
    LinearEstimate noise(double alphaCumprod) {
      return new LinearEstimate(Math.sqrt(1 - alphaCumprod), Math.sqrt(alphaCumprod));
    }
  };

  private final String id;

  PredictionType(String id) {
    this.id = id;
  }

  /** Its name in {@code scheduler_config.json}. */
  public String id() {
    return id;
  }

  abstract LinearEstimate clean(double alphaCumprod);

  abstract LinearEstimate noise(double alphaCumprod);
}
