package org.collapselab.vision.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.collapselab.diffusion.clip.ClipTextConfig;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.clip.ClipVisionConfig;
import org.collapselab.diffusion.clip.ClipVisionModel;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.text.BpeTokenizer;

/**
 * The two towers of a CLIP network (Radford et al., arXiv 2103.00020): features of images and of
 * captions in one space of D dimensions, as the projections give them, not normalised; {@link
 * Embeddings#unit} gives their directions.
 */
public final class ClipFeatures implements FeatureNetwork {

  /**
   * On a CPU one image's tokens fill the matrix products already; on a GPU a batch is never left
   * short. Either way every image is computed in one shape, so that its features do not depend on
   * the company it is in.
   */
  private static final int BATCH_ON_CPU = 1;

  private static final int BATCH_ON_GPU = 32;

  private final String network;
  private final String device;
  private final int batch;
  private final ImagePreprocessing preprocessing;
  private final BpeTokenizer tokenizer;
  private final ClipTextConfig textConfig;
  private final List<AutoCloseable> owned = new ArrayList<>();
  private final Script imageTower;
  private final Script textTower;

  private ClipFeatures(Path folder, String name, String device, int batch) throws IOException {
    Path imageConfig = folder.resolve("image_encoder/config.json");
    Path imageWeights = folder.resolve("image_encoder/model.safetensors");
    Path textWeights = folder.resolve("text_encoder/model.safetensors");
    Path processor = folder.resolve("feature_extractor/preprocessor_config.json");
    ClipVisionModel vision = new ClipVisionModel(ClipVisionConfig.read(imageConfig));
    ClipTextModel text =
        new ClipTextModel(ClipTextConfig.read(folder.resolve("text_encoder/config.json")));
    this.textConfig = text.config();
    this.preprocessing = ImagePreprocessing.read(processor);
    this.tokenizer = BpeTokenizer.read(folder.resolve("tokenizer"));
    this.device = device;
    this.batch = batch;
    if (preprocessing.size() != vision.config().imageSize()) {
      throw new IllegalArgumentException(
          "%s: size: expected image_size %d of %s, found %d"
              .formatted(
                  processor, vision.config().imageSize(), imageConfig, preprocessing.size()));
    }
    if (textConfig.projectionSize() != vision.config().projectionSize()) {
      throw new IllegalArgumentException(
          "%s: projection_dim: expected the text encoder's %d, found %d"
              .formatted(
                  imageConfig, textConfig.projectionSize(), vision.config().projectionSize()));
    }
    this.network =
        NetworkIdentity.of(name, preprocessing.toString(), List.of(imageWeights, textWeights));
    try {
      this.imageTower =
          own(Script.compile(vision.features(), own(vision.load(imageWeights, device))));
      this.textTower = own(Script.compile(text.features(), own(text.load(textWeights, device))));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Loads the network out of a model folder: {@code image_encoder}, {@code text_encoder}, {@code
   * tokenizer} and {@code feature_extractor}.
   *
   * @param name what the identity begins with, such as {@code small-clip}
   * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IOException if a file is missing or cannot be read
   * @throws IllegalArgumentException if a configuration is wrong or does not fit the others
   */
  public static ClipFeatures open(Path folder, String name, String device) throws IOException {
    return open(folder, name, device, device.equals("cpu") ? BATCH_ON_CPU : BATCH_ON_GPU);
  }

  static ClipFeatures open(Path folder, String name, String device, int batch) throws IOException {
    return new ClipFeatures(folder, name, device, batch);
  }

  @Override
  public String network() {
    return network;
  }

  @Override
  public int dimension() {
    return textConfig.projectionSize();
  }

  @Override
  public float[][] images(List<RgbImage> images) {
    int size = preprocessing.size();
    float[][] features = new float[images.size()][];
    FloatBuffer planes = FloatBuffer.allocate(batch * 3 * size * size);
    for (int from = 0; from < images.size(); from += batch) {
      int count = Math.min(batch, images.size() - from);
      planes.clear();
      for (RgbImage image : images.subList(from, from + count)) {
        planes.put(preprocessing.planes(image));
      }
      while (planes.hasRemaining()) {
        planes.put(0);
      }
      try (NDManager manager = Torch.newManager(device)) {
        NDArray input = manager.create(planes.flip(), new Shape(batch, 3, size, size));
        copyRows(imageTower.run(input), features, from, count);
      }
    }
    return features;
  }

  /** The features of each caption, [N, D]; captions beyond the tokenizer's length are cut. */
  public float[][] texts(List<String> captions) {
    int length = tokenizer.length();
    float[][] features = new float[captions.size()][];
    for (int from = 0; from < captions.size(); from += batch) {
      int count = Math.min(batch, captions.size() - from);
      long[] ids = new long[batch * length];
      long[] ends = new long[batch];
      for (int i = 0; i < count; i++) {
        long[] caption = tokenizer.encode(captions.get(from + i));
        System.arraycopy(caption, 0, ids, i * length, length);
        ends[i] = textConfig.endPosition(caption);
      }
      try (NDManager manager = Torch.newManager(device)) {
        NDArray input = manager.create(ids, new Shape(batch, length));
        copyRows(textTower.run(input, manager.create(ends)), features, from, count);
      }
    }
    return features;
  }

  private void copyRows(NDArray output, float[][] rows, int from, int count) {
    float[] values = output.toFloatArray();
    int width = values.length / batch;
    for (int i = 0; i < count; i++) {
      rows[from + i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
    }
  }

  private Script own(Script script) {
    owned.add(script);
    return script;
  }

  private Weights own(Weights weights) {
    owned.add(weights);
    return weights;
  }

  @Override
  public void close() {
    // Scripts use the weights, so what was made last goes first.
    for (int i = owned.size() - 1; i >= 0; i--) {
      if (owned.get(i) instanceof Script script) {
        script.close();
      } else if (owned.get(i) instanceof Weights weights) {
        weights.close();
      }
    }
    owned.clear();
  }
}
