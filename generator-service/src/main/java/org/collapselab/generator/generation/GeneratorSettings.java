package org.collapselab.generator.generation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What an operator sets, under {@code collapse.generator} ({@code COLLAPSE_GENERATOR_*}). */
@ConfigMapping(prefix = "collapse.generator")
public interface GeneratorSettings {

  /**
   * Where it computes: {@code auto} (the first GPU if there is one, else the CPU), {@code cpu},
   * {@code cuda} or {@code cuda:N}.
   */
  @WithDefault("auto")
  String device();

  /** Folder for checkpoint files fetched from the store; services on one machine may share it. */
  @WithDefault("${java.io.tmpdir}/collapse-lab/checkpoints")
  String cacheFolder();

  /** How many images go through the networks together. */
  @WithDefault("16")
  int batch();

  /** How many checkpoints stay loaded on the device. */
  @WithDefault("2")
  int loadedCheckpoints();

  /** Batches computed at a time. */
  @WithDefault("1")
  int workers();
}
