package org.collapselab.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.collapselab.contracts.Require;
import org.collapselab.contracts.recipe.Sampling;

/**
 * How the synthetic images of training sets are made.
 *
 * @param strength of image-to-image, in (0, 1]
 * @param shardSize images asked for in one event
 */
public record GenerationSpec(
    Mode mode,
    double strength,
    String scheduler,
    int steps,
    double guidance,
    int width,
    int height,
    String negativePrompt,
    int shardSize) {

  /** What a synthetic image starts from. */
  public enum Mode {
    /** The real image of its slot. */
    @JsonProperty("image-to-image")
    IMAGE_TO_IMAGE,
    /** Noise alone. */
    @JsonProperty("text-to-image")
    TEXT_TO_IMAGE
  }

  public GenerationSpec {
    Require.present(mode, "mode");
    Require.above(strength, 0, "strength");
    Require.within(strength, 0, 1, "strength");
    new Sampling(scheduler, steps, guidance, width, height);
    Require.textOrEmpty(negativePrompt, "negativePrompt", 4096);
    Require.within(shardSize, 1, 64, "shardSize");
  }

  public Sampling sampling() {
    return new Sampling(scheduler, steps, guidance, width, height);
  }

  /** These settings with those that a condition overrides. */
  GenerationSpec with(ConditionSpec condition) {
    return new GenerationSpec(
        mode,
        condition.strength().orElse(strength),
        condition.scheduler().orElse(scheduler),
        steps,
        condition.guidance().orElse(guidance),
        width,
        height,
        negativePrompt,
        shardSize);
  }
}
