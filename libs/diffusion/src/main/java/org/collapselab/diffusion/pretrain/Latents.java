package org.collapselab.diffusion.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import org.collapselab.diffusion.nn.EagerOps;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.vae.AutoencoderKl;

/**
 * The latents of all pictures and their mirror images, computed once: what the encoder says is the
 * mean and the deviation of each value.
 */
final class Latents {

  private static final int BATCH = 16;

  private final Shape shape;
  private final float[][] means;
  private final float[][] deviations;

  private Latents(Shape shape, float[][] means, float[][] deviations) {
    this.shape = shape;
    this.means = means;
    this.deviations = deviations;
  }

  static Latents encode(TrainingImages images, AutoencoderKl vae, Weights weights) {
    return Torch.withoutGradient(() -> encodeAll(images, vae, weights));
  }

  private static Latents encodeAll(TrainingImages images, AutoencoderKl vae, Weights weights) {
    int size = images.size();
    int side = size / vae.config().factor();
    Shape shape = new Shape(vae.config().latentChannels(), side, side);
    int values = (int) shape.size();
    float[][] means = new float[2 * images.count()][values];
    float[][] deviations = new float[2 * images.count()][values];
    EagerOps ops = new EagerOps(weights);
    for (int first = 0; first < means.length; first += BATCH) {
      ExampleOrder.View[] views = new ExampleOrder.View[Math.min(BATCH, means.length - first)];
      for (int i = 0; i < views.length; i++) {
        views[i] = view(first + i, images.count());
      }
      try (NDManager manager = weights.manager().newSubManager()) {
        NDArray image =
            manager.create(images.planes(views), new Shape(views.length, 3, size, size));
        NDArray moments = vae.moments(ops, image);
        scatter(vae.mean(ops, moments), means, first, values);
        scatter(vae.logVariance(ops, moments).mul(0.5).exp(), deviations, first, values);
      }
    }
    return new Latents(shape, means, deviations);
  }

  private static ExampleOrder.View view(int row, int examples) {
    return new ExampleOrder.View(row % examples, row >= examples);
  }

  private static void scatter(NDArray batch, float[][] rows, int first, int values) {
    FloatBuffer all = FloatBuffer.wrap(batch.toFloatArray());
    for (int row = first; all.hasRemaining(); row++) {
      all.get(rows[row], 0, values);
    }
  }

  /** Channels, height and width of a latent. */
  Shape shape() {
    return shape;
  }

  /**
   * The standard deviation of a latent's values over all pictures, the encoder's noise included.
   */
  double deviation() {
    double sum = 0;
    double squares = 0;
    long count = 0;
    for (int row = 0; row < means.length; row++) {
      for (int i = 0; i < means[row].length; i++) {
        sum += means[row][i];
        squares +=
            (double) means[row][i] * means[row][i]
                + (double) deviations[row][i] * deviations[row][i];
        count++;
      }
    }
    double mean = sum / count;
    return Math.sqrt(squares / count - mean * mean);
  }

  /**
   * Draws a latent of a view and adds it to the batch.
   *
   * @param noise standard normal, as many as a latent has values
   * @param factor what the latent is multiplied by
   */
  void draw(ExampleOrder.View view, FloatBuffer noise, double factor, FloatBuffer batch) {
    int row = view.mirrored() ? view.example() + means.length / 2 : view.example();
    for (int i = 0; i < means[row].length; i++) {
      batch.put((float) ((means[row][i] + deviations[row][i] * noise.get()) * factor));
    }
  }
}
