package org.collapselab.vision.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.nn.Network;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;

/** A compiled network of images with its weights. Safe for use by several threads. */
final class ImageTower implements AutoCloseable {

  private final Weights weights;
  private final Script script;
  private final Pixels pixels;
  private final Batch batch;

  private ImageTower(Weights weights, Script script, Pixels pixels, Batch batch) {
    this.weights = weights;
    this.script = script;
    this.pixels = pixels;
    this.batch = batch;
  }

  /**
   * Compiles a network from images [B,3,S,S] to features [B,D].
   *
   * @param weights are closed with the tower, or when this fails
   */
  static ImageTower of(Network network, Weights weights, Pixels pixels, Batch batch) {
    try {
      return new ImageTower(weights, Script.compile(network, weights), pixels, batch);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** The features of each image, [N,D]. */
  float[][] features(List<RgbImage> images) {
    int size = pixels.size();
    float[][] features = new float[images.size()][];
    FloatBuffer planes = FloatBuffer.allocate(batch.size() * 3 * size * size);
    for (int from = 0; from < images.size(); from += batch.size()) {
      int count = Math.min(batch.size(), images.size() - from);
      planes.clear();
      for (RgbImage image : images.subList(from, from + count)) {
        planes.put(pixels.planes(image));
      }
      while (planes.hasRemaining()) {
        planes.put(0);
      }
      try (NDManager manager = Torch.newManager(batch.device())) {
        NDArray input = manager.create(planes.flip(), new Shape(batch.size(), 3, size, size));
        copyRows(script.run(input), features, from, count, batch.size());
      }
    }
    return features;
  }

  /** Copies the first rows of an output of {@code batch} rows. */
  static void copyRows(NDArray output, float[][] rows, int from, int count, int batch) {
    float[] values = output.toFloatArray();
    int width = values.length / batch;
    for (int i = 0; i < count; i++) {
      rows[from + i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
    }
  }

  @Override
  public void close() {
    script.close();
    weights.close();
  }
}
