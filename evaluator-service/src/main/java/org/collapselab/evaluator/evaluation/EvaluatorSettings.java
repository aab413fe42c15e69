package org.collapselab.evaluator.evaluation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** What an operator sets, under {@code collapse.evaluator} ({@code COLLAPSE_EVALUATOR_*}). */
@ConfigMapping(prefix = "collapse.evaluator")
public interface EvaluatorSettings {

  /**
   * Where it computes: {@code auto} (the first GPU if there is one, else the CPU), {@code cpu},
   * {@code cuda} or {@code cuda:N}.
   */
  @WithDefault("auto")
  String device();

  /** Folder for checkpoint files fetched from the store; services on one machine may share it. */
  @WithDefault("${java.io.tmpdir}/collapse-lab/checkpoints")
  Path cacheFolder();

  /** How many checkpoints' images are asked for at a time; the others wait for their turn. */
  @WithDefault("64")
  int evaluationsInFlight();
}
