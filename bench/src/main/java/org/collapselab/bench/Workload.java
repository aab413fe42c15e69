package org.collapselab.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.collapselab.diffusion.golden.Formula;
import org.collapselab.diffusion.nn.Network;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.scheduler.BetaSchedule;
import org.collapselab.diffusion.scheduler.NoiseSchedule;
import org.collapselab.diffusion.scheduler.PredictionType;
import org.collapselab.diffusion.training.CachedExamples;
import org.collapselab.diffusion.training.Computation;
import org.collapselab.diffusion.training.FineTuning;
import org.collapselab.diffusion.training.FineTuningSettings;
import org.collapselab.diffusion.training.FineTuningSettings.LearningRateDecay;
import org.collapselab.diffusion.unet.UNet2DConditionModel;

/** A case with weights and inputs: what a trainer and a generator do of it. */
final class Workload implements AutoCloseable {

  private static final NoiseSchedule SCHEDULE =
      NoiseSchedule.of(BetaSchedule.SCALED_LINEAR, 1000, 0.00085, 0.012);

  private final Case of;
  private final UNet2DConditionModel unet;
  private final Weights weights;
  private final NDManager manager;

  Workload(Case of) {
    this.of = of;
    unet = of.unet();
    weights = Formula.weights(unet.parameters(), "cpu");
    manager = Torch.newManager("cpu");
  }

  /** Training steps as the trainer takes them: noise, forward, backward, clipping, AdamW. */
  FineTuning fineTuning(Computation computation, int steps) {
    NDArray latents = random(of.batch(), of.config().inChannels(), of.side(), of.side());
    NDArray contexts = random(2, of.tokens(), of.config().crossAttentionDim());
    FineTuningSettings settings =
        new FineTuningSettings(
            PredictionType.EPSILON,
            1e-5,
            LearningRateDecay.CONSTANT,
            0,
            of.batch(),
            steps,
            0.01,
            1,
            0,
            0.1,
            1,
            computation);
    return FineTuning.start(
        unet,
        weights,
        SCHEDULE,
        new CachedExamples(latents, contexts, new int[of.batch()], 1),
        settings);
  }

  /** Seconds of a forward pass as a generator without guidance takes it. */
  Timing infer(int repeats) {
    NDArray sample = random(of.batch(), of.config().inChannels(), of.side(), of.side());
    return infer(unet, of.batch(), sample, repeats);
  }

  /** Seconds of a guided prediction for half the rows, which is two for each. */
  Timing inferGuided(int repeats) {
    NDArray sample = random(of.batch() / 2, of.config().inChannels(), of.side(), of.side());
    return infer(unet.guided(), of.batch(), sample, repeats);
  }

  private Timing infer(Network network, int rows, NDArray sample, int repeats) {
    NDArray context = random(rows, of.tokens(), of.config().crossAttentionDim());
    NDArray time = unet.timestepEmbedding(manager, 500);
    try (Script script = Script.compile(network, weights)) {
      return Torch.withoutGradient(
          () -> Timing.of(() -> script.run(sample, time, context).close(), repeats));
    }
  }

  private NDArray random(long... shape) {
    return manager.randomNormal(new Shape(shape));
  }

  @Override
  public void close() {
    manager.close();
    weights.close();
  }
}
