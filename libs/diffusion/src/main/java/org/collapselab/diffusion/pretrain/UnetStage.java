package org.collapselab.diffusion.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Map;
import org.collapselab.diffusion.nn.EagerOps;
import org.collapselab.diffusion.nn.ShapeOps;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.pipeline.ModelPart;
import org.collapselab.diffusion.scheduler.NoiseSchedule;
import org.collapselab.diffusion.scheduler.SchedulerConfig;
import org.collapselab.diffusion.unet.UNet2DConditionModel;

/** Trains the U-Net on latents and contexts that were computed beforehand. */
final class UnetStage implements Stage {

  static final String NAME = "unet";

  private static final String STREAM = "pretrain/" + NAME;

  private final UnetPretraining parameters;
  private final Latents latents;
  private final double scalingFactor;
  private final Contexts contexts;
  private final long seed;
  private final UNet2DConditionModel unet;
  private final NoiseSchedule schedule;

  UnetStage(
      UnetPretraining parameters,
      Latents latents,
      double scalingFactor,
      Contexts contexts,
      long seed) {
    this.parameters = parameters;
    this.latents = latents;
    this.scalingFactor = scalingFactor;
    this.contexts = contexts;
    this.seed = seed;
    this.unet = new UNet2DConditionModel(parameters.config());
    this.schedule = NoiseSchedule.of(SchedulerConfig.stableDiffusion(parameters.predictionType()));
  }

  @Override
  public StageResult run(ModelFiles folder, String device, PretrainingListener listener)
      throws IOException {
    try (Weights weights = Weights.initialize(parameters(), seed, device)) {
      StageParameters fit = parameters.fit();
      ExampleOrder order = new ExampleOrder(seed, NAME, contexts.captions(), fit.batch());
      EagerOps ops = new EagerOps(weights);
      Map<String, Object> config = parameters.config().toJson((int) latents.shape().get(1));
      return new Fitting(NAME, fit, parameters.emaDecay(), listener)
          .run(
              weights,
              (step, index) -> loss(ops, step, order, index),
              snapshot -> folder.writeSnapshot(ModelPart.UNET, snapshot),
              result -> folder.write(ModelPart.UNET, config, result));
    }
  }

  private Map<String, long[]> parameters() {
    ShapeOps ops = new ShapeOps();
    long[] shape = latents.shape().getShape();
    unet.forward(
        ops,
        new long[] {1, shape[0], shape[1], shape[2]},
        new long[] {1, parameters.config().timestepChannels()},
        new long[] {1, contexts.length(), contexts.width()});
    return ops.parameters();
  }

  private NDArray loss(EagerOps ops, NDManager manager, ExampleOrder order, int index) {
    ExampleOrder.View[] views = order.batch(index);
    Shape shape = new Shape(views.length).addAll(latents.shape());
    int values = (int) shape.size();
    NoiseKey key = new NoiseKey(seed, 0, index, 0, STREAM);
    FloatBuffer posterior = FloatBuffer.wrap(Noise.gaussian(key.forPurpose("posterior"), values));
    Noise choices = Noise.of(key.forPurpose("choices"));

    FloatBuffer clean = FloatBuffer.allocate(values);
    FloatBuffer context = FloatBuffer.allocate(views.length * contexts.size());
    int[] timesteps = new int[views.length];
    double[] embedded = new double[views.length];
    for (int i = 0; i < views.length; i++) {
      latents.draw(views[i], posterior, scalingFactor, clean);
      timesteps[i] = choices.uniformInt(2L * i, schedule.timesteps());
      embedded[i] = timesteps[i];
      boolean dropped = choices.uniform(2L * i + 1) < parameters.captionDropout();
      context.put(dropped ? contexts.ofNothing() : contexts.of(views[i].example()));
    }
    NDArray image = manager.create(clean.flip(), shape);
    NDArray noise = manager.create(Noise.gaussian(key.forPurpose("noise"), values), shape);
    NDArray answer =
        unet.forward(
            ops,
            schedule.addNoise(image, noise, timesteps),
            unet.timestepEmbedding(manager, embedded),
            manager.create(
                context.flip(), new Shape(views.length, contexts.length(), contexts.width())));
    return answer
        .sub(schedule.target(parameters.predictionType(), image, noise, timesteps))
        .square()
        .mean();
  }
}
