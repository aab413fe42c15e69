package org.collapselab.diffusion.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.vae.VaeConfig;

/**
 * What the rows of a batch bring: images and noise, each row's by itself.
 *
 * <p>Letters of shapes: B batch, H and W of an image, Z channels, h and w of its latent.
 */
final class BatchInputs {

  private final NDManager manager;
  private final Sampling sampling;
  private final List<ImageRequest> rows;
  private final Shape latents;

  BatchInputs(NDManager manager, ModelFolder folder, Sampling sampling, List<ImageRequest> rows) {
    this.manager = manager;
    this.sampling = sampling;
    this.rows = rows;
    VaeConfig vae = folder.vae().config();
    this.latents =
        new Shape(
            rows.size(),
            vae.latentChannels(),
            sampling.height() / vae.factor(),
            sampling.width() / vae.factor());
  }

  /** Standard normal noise [B,Z,h,w] for a purpose. */
  NDArray noise(String purpose) {
    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(latents.size()));
    int each = values.capacity() / rows.size();
    for (int row = 0; row < rows.size(); row++) {
      Noise.of(rows.get(row).noise().forPurpose(purpose)).gaussian(values.slice(row * each, each));
    }
    return manager.create(values.array(), latents);
  }

  /** The images [B,3,H,W] the rows start from, values from -1 to 1. */
  NDArray images() {
    Shape shape = new Shape(rows.size(), 3, sampling.height(), sampling.width());
    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(shape.size()));
    rows.forEach(row -> values.put(row.start().orElseThrow().image().toPlanes()));
    return manager.create(values.array(), shape);
  }
}
