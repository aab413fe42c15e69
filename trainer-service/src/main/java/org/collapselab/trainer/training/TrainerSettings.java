package org.collapselab.trainer.training;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator sets, under {@code collapse.trainer} ({@code COLLAPSE_TRAINER_*}). */
@ConfigMapping(prefix = "collapse.trainer")
public interface TrainerSettings {

  /**
   * Where it computes: {@code auto} (the first GPU if there is one, else the CPU), {@code cpu},
   * {@code cuda} or {@code cuda:N}.
   */
  @WithDefault("auto")
  String device();

  /** Folder for checkpoint files fetched from the store; services on one machine may share it. */
  @WithDefault("${java.io.tmpdir}/collapse-lab/checkpoints")
  String cacheFolder();

  /** How long a job is a worker's own without a sign of life from it. */
  @WithDefault("30s")
  Duration lease();

  /** How often the state of a training is put into the store. */
  @WithDefault("60s")
  Duration saveEvery();

  /** How long the service, told to stop, waits for the running job's state to be in the store. */
  @WithDefault("25s")
  Duration drain();

  /** How often a failing job is tried before it is given up. */
  @WithDefault("3")
  int attempts();

  /** Trainings at a time: 1, or 0 for a service that only keeps the queue. */
  @WithDefault("1")
  int workers();

  /**
   * Whether activations are computed again in the backward pass instead of being kept: less memory
   * and the time of another forward pass, for the same checkpoint.
   */
  @WithDefault("false")
  boolean recompute();
}
