package org.collapselab.diffusion.scheduler;

/**
 * What the network's output means. With ā the cumulative product of alphas, a noisy sample is x =
 * √ā·clean + √(1-ā)·noise; clean image and noise both follow from sample and output linearly.
 */
public enum PredictionType {
  /** The noise. */
  EPSILON("epsilon") {
    @Override
    LinearCombination clean(double alphaCumprod) {
      double root = Math.sqrt(alphaCumprod);
      return new LinearCombination(1 / root, -Math.sqrt(1 - alphaCumprod) / root);
    }

    @Override
    LinearCombination noise(double alphaCumprod) {
      return new LinearCombination(0, 1);
    }
  },

  /** The velocity √ā·noise - √(1-ā)·clean (Salimans and Ho, 2022, appendix D). */
  V_PREDICTION("v_prediction") {
    @Override
    LinearCombination clean(double alphaCumprod) {
      return new LinearCombination(Math.sqrt(alphaCumprod), -Math.sqrt(1 - alphaCumprod));
    }

    @Override
    LinearCombination noise(double alphaCumprod) {
      return new LinearCombination(Math.sqrt(1 - alphaCumprod), Math.sqrt(alphaCumprod));
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

  /** The clean image, of sample and output. */
  abstract LinearCombination clean(double alphaCumprod);

  /** The noise, of sample and output. */
  abstract LinearCombination noise(double alphaCumprod);
}
