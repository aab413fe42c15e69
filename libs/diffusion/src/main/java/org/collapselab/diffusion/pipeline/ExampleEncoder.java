package org.collapselab.diffusion.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.training.CachedExamples;

/**
 * Encodes captioned images once, so that a fine-tuning never runs the autoencoder or the text
 * encoder in a step. The latent of an image is its posterior's mean.
 *
 * <p>Letters of shapes: N examples, M captions, Z latent channels, h and w of a latent, L tokens, E
 * context.
 */
public final class ExampleEncoder implements AutoCloseable {

  /** The parts of a model that encoding needs. */
  public static final Set<ModelPart> PARTS = Set.of(ModelPart.VAE, ModelPart.TEXT_ENCODER);

  private static final int BATCH = 8;

  private final DiffusionModel model;
  private final Script encoder;
  private final TextContexts contexts;

  /**
   * An encoder over a model, which must stay open as long and have {@link #PARTS} loaded.
   *
   * @throws IllegalStateException if a part is not loaded
   */
  public ExampleEncoder(DiffusionModel model) {
    this.model = model;
    this.encoder = model.compile(model.folder().vae().encoder(), ModelPart.VAE);
    this.contexts =
        new TextContexts(
            model.folder().tokenizer(),
            model.compile(model.folder().textEncoder().states(), ModelPart.TEXT_ENCODER),
            model.newManager());
  }

  /**
   * Encodes examples.
   *
   * @param owner owns the arrays: latents [N,Z,h,w] and contexts [M,L,E]
   * @param images of one size, a multiple of the autoencoder's factor
   * @param captions one for each image
   * @throws IllegalArgumentException if there are no images, their sizes differ or the captions are
   *     not as many
   */
  public CachedExamples encode(NDManager owner, List<RgbImage> images, List<String> captions) {
    require(images, captions);
    Map<String, Integer> numbers = new LinkedHashMap<>();
    numbers.put("", 0);
    int[] captionOf = new int[captions.size()];
    for (int i = 0; i < captionOf.length; i++) {
      numbers.putIfAbsent(captions.get(i), numbers.size());
      captionOf[i] = numbers.get(captions.get(i));
    }
    return Torch.withoutGradient(
        () ->
            new CachedExamples(
                latents(owner, images),
                contexts.of(owner, List.copyOf(numbers.keySet())),
                captionOf,
                0));
  }

  private void require(List<RgbImage> images, List<String> captions) {
    if (images.isEmpty() || images.size() != captions.size()) {
      throw new IllegalArgumentException(
          "examples: expected a caption for each of one or more images, but there are "
              + images.size()
              + " images and "
              + captions.size()
              + " captions");
    }
    RgbImage first = images.get(0);
    int factor = model.folder().vae().config().factor();
    for (int i = 0; i < images.size(); i++) {
      RgbImage image = images.get(i);
      if (image.width() != first.width()
          || image.height() != first.height()
          || image.width() % factor != 0
          || image.height() % factor != 0) {
        throw new IllegalArgumentException(
            "examples: image %d is %d x %d, expected %d x %d, a multiple of %d"
                .formatted(
                    i, image.width(), image.height(), first.width(), first.height(), factor));
      }
    }
  }

  private NDArray latents(NDManager owner, List<RgbImage> images) {
    double scale = model.folder().vae().config().scalingFactor();
    try (NDManager manager = model.newManager()) {
      NDList batches = new NDList();
      for (int from = 0; from < images.size(); from += BATCH) {
        List<RgbImage> rows = images.subList(from, Math.min(from + BATCH, images.size()));
        NDArray moments = encoder.run(planes(manager, rows));
        batches.add(moments.split(2, 1).get(0).mul(scale));
      }
      NDArray latents = NDArrays.concat(batches);
      latents.attach(owner);
      return latents;
    }
  }

  private static NDArray planes(NDManager manager, List<RgbImage> rows) {
    RgbImage first = rows.get(0);
    int size = 3 * first.width() * first.height();
    FloatBuffer planes = FloatBuffer.allocate(rows.size() * size);
    rows.forEach(row -> planes.put(row.toPlanes()));
    Shape shape = new Shape(rows.size(), 3, first.height(), first.width());
    return manager.create(planes.array(), shape);
  }

  @Override
  public void close() {
    encoder.close();
    contexts.close();
  }
}
