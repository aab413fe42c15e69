package org.collapselab.diffusion.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Map;
import org.collapselab.diffusion.nn.EagerOps;
import org.collapselab.diffusion.nn.ShapeOps;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.pipeline.ModelPart;
import org.collapselab.diffusion.vae.AutoencoderKl;
import org.collapselab.diffusion.vae.VaeConfig;

/** Trains the autoencoder on the pictures and measures the scale of its latents. */
final class VaeStage implements Stage {

  static final String NAME = "vae";

  private final VaePretraining parameters;
  private final TrainingImages images;
  private final long seed;
  private final AutoencoderKl vae;

  VaeStage(VaePretraining parameters, TrainingImages images, long seed) {
    this.parameters = parameters;
    this.images = images;
    this.seed = seed;
    this.vae = new AutoencoderKl(parameters.config());
  }

  @Override
  public StageResult run(ModelFiles folder, String device, PretrainingListener listener)
      throws IOException {
    try (Weights weights = Weights.initialize(parameters(), seed, device)) {
      StageParameters fit = parameters.fit();
      ExampleOrder order = new ExampleOrder(seed, NAME, images.count(), fit.batch());
      EagerOps ops = new EagerOps(weights);
      return new Fitting(NAME, fit, 0, listener)
          .run(
              weights,
              (step, index) -> loss(ops, step, order, index),
              snapshot -> folder.writeSnapshot(ModelPart.VAE, snapshot),
              result -> write(folder, weights, result));
    }
  }

  private void write(ModelFiles folder, Weights weights, Map<String, NDArray> result)
      throws IOException {
    double factor = 1 / Latents.encode(images, vae, weights).deviation();
    folder.write(ModelPart.VAE, scaled(parameters.config(), factor).toJson(), result);
  }

  private Map<String, long[]> parameters() {
    VaeConfig config = parameters.config();
    ShapeOps ops = new ShapeOps();
    long size = config.sampleSize();
    long latentSize = size / config.factor();
    vae.moments(ops, new long[] {1, config.inChannels(), size, size});
    vae.decode(ops, new long[] {1, config.latentChannels(), latentSize, latentSize});
    return ops.parameters();
  }

  private NDArray loss(EagerOps ops, NDManager manager, ExampleOrder order, int index) {
    ExampleOrder.View[] views = order.batch(index);
    int size = images.size();
    NDArray image = manager.create(images.planes(views), new Shape(views.length, 3, size, size));
    NDArray moments = vae.moments(ops, image);
    NDArray mean = vae.mean(ops, moments);
    NDArray logVariance = vae.logVariance(ops, moments);
    NoiseKey key = new NoiseKey(seed, 0, index, 0, "pretrain/vae/posterior");
    NDArray noise = manager.create(Noise.gaussian(key, (int) mean.size()), mean.getShape());
    NDArray latent = mean.add(logVariance.mul(0.5f).exp().mul(noise));
    NDArray decoded = vae.decode(ops, latent);

    NDArray divergence =
        mean.square().add(logVariance.exp()).sub(1).sub(logVariance).mean().mul(0.5f);
    NDArray error = decoded.sub(image);
    return error
        .abs()
        .mean()
        .add(edges(error).mul((float) parameters.edgeWeight()))
        .add(divergence.mul((float) parameters.divergenceWeight()));
  }

  /** The mean absolute difference of neighbours: differences are linear, so the error's serve. */
  private static NDArray edges(NDArray error) {
    NDArray down = error.get(":, :, 1:, :").sub(error.get(":, :, :-1, :"));
    NDArray right = error.get(":, :, :, 1:").sub(error.get(":, :, :, :-1"));
    return down.abs().mean().add(right.abs().mean());
  }

  private static VaeConfig scaled(VaeConfig config, double factor) {
    return new VaeConfig(
        config.inChannels(),
        config.outChannels(),
        config.latentChannels(),
        config.blockOutChannels(),
        config.layersPerBlock(),
        config.normNumGroups(),
        config.midBlockAttention(),
        config.quantConv(),
        config.postQuantConv(),
        config.sampleSize(),
        factor);
  }
}
