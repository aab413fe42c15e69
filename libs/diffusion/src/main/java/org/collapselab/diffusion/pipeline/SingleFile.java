package org.collapselab.diffusion.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.collapselab.diffusion.safetensors.ProblemList;
import org.collapselab.diffusion.safetensors.TensorSource;

/** The single file of a Stable Diffusion: what may be in it besides its parts. */
final class SingleFile {

  /** What the parts themselves check. */
  private static final List<String> PARTS =
      List.of(
          "model.diffusion_model.",
          "first_stage_model.",
          "cond_stage_model.transformer.",
          "cond_stage_model.model.");

  /** The averaged weights of the training, which the U-Net's are used instead of. */
  private static final String AVERAGES = "model_ema.";

  /** The noise schedule as tensors, which is computed here from the scheduler's configuration. */
  private static final Set<String> SCHEDULE =
      Set.of(
          "alphas_cumprod",
          "alphas_cumprod_prev",
          "betas",
          "log_one_minus_alphas_cumprod",
          "logvar",
          "lvlb_weights",
          "posterior_log_variance_clipped",
          "posterior_mean_coef1",
          "posterior_mean_coef2",
          "posterior_variance",
          "scale_factor",
          "sqrt_alphas_cumprod",
          "sqrt_one_minus_alphas_cumprod",
          "sqrt_recip_alphas_cumprod",
          "sqrt_recipm1_alphas_cumprod");

  private SingleFile() {}

  /**
   * Checks that a file has nothing that belongs to no part.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException listing what is unexpected
   */
  static void require(Path file) throws IOException {
    try (TensorSource source = TensorSource.open(file)) {
      List<String> unexpected =
          source.names().stream()
              .filter(name -> !isExpected(name))
              .sorted()
              .map(name -> "unexpected: " + name)
              .toList();
      if (!unexpected.isEmpty()) {
        throw new IllegalArgumentException(
            ProblemList.of(
                file + ": not the single file of a Stable Diffusion 1 or 2", unexpected));
      }
    }
  }

  private static boolean isExpected(String name) {
    return PARTS.stream().anyMatch(name::startsWith)
        || name.startsWith(AVERAGES)
        || SCHEDULE.contains(name);
  }
}
