package org.collapselab.diffusion.pipeline;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.collapselab.diffusion.nn.FoundParameters;
import org.collapselab.diffusion.nn.Layout;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.safetensors.ElementType;
import org.collapselab.diffusion.safetensors.PendingTensor;
import org.collapselab.diffusion.safetensors.SafetensorsWriter;
import org.collapselab.diffusion.safetensors.ShardWriter;
import org.collapselab.diffusion.safetensors.TensorSource;

/**
 * Writes a model in another layout or another precision, one tensor at a time: it never is in
 * memory as a whole.
 */
public final class ModelFolderWriter {

  /** Where diffusers makes shards of a model. */
  public static final long DIFFUSERS_SHARD_BYTES = 10_000_000_000L;

  // What a reader takes for one.
  private static final Pattern VARIANT = Pattern.compile("\\w+");

  private final ModelFolder model;
  private final ElementType floats;

  /**
   * A writer of a model.
   *
   * @param floats F32, F16 or BF16: the type of all weights in what is written
   */
  public ModelFolderWriter(ModelFolder model, ElementType floats) {
    this.model = model;
    this.floats = floats;
    if (floats != ElementType.F32 && floats != ElementType.F16 && floats != ElementType.BF16) {
      throw new IllegalArgumentException("precision: expected F32, F16 or BF16, was " + floats);
    }
  }

  /**
   * Writes a folder in the layout of diffusers, with configuration and tokenizer.
   *
   * @param target an empty folder, or none yet
   * @param variant what stands before {@code .safetensors} in the names of weights, such as {@code
   *     fp16}
   * @param mostShardBytes bytes of weights in one file, beyond which there are shards and an index
   * @throws IOException if the target has files, or reading or writing fails
   * @throws IllegalArgumentException if the variant is no word, or a value does not fit the
   *     precision; names the tensor
   */
  public void writeFolder(Path target, Optional<String> variant, long mostShardBytes)
      throws IOException {
    if (variant.isPresent() && !VARIANT.matcher(variant.get()).matches()) {
      throw new IllegalArgumentException(
          "variant: expected letters, digits and underscores, was " + variant.get());
    }
    requireEmpty(target);
    DescriptionFiles.copy(model.root(), target, model.parts());
    for (ModelPart part : model.parts()) {
      Path folder = Files.createDirectories(target.resolve(part.folder()));
      try (TensorSource source = TensorSource.open(model.weights(part));
          NDManager manager = Torch.newManager("cpu")) {
        FoundParameters found = model.parameterCheck(part).find(source);
        new ShardWriter(folder, part.stem(), variant, mostShardBytes)
            .write(Layout.ofParameters().pending(found, floats), manager);
      }
    }
  }

  /**
   * Writes the weights of U-Net, autoencoder and text encoder as the single file of a Stable
   * Diffusion.
   *
   * @param file a new file in a folder that is there
   * @throws IOException if the file exists, or reading or writing fails
   * @throws IllegalArgumentException if a value does not fit the precision; names the tensor
   */
  public void writeSingleFile(Path file) throws IOException {
    requireNew(file);
    Map<ModelPart, Layout> layouts =
        Map.of(
            ModelPart.UNET, model.unet().singleFileLayout(),
            ModelPart.VAE, model.vae().singleFileLayout(),
            ModelPart.TEXT_ENCODER, model.textEncoder().singleFileLayout());
    List<TensorSource> sources = new ArrayList<>();
    try (NDManager manager = Torch.newManager("cpu")) {
      List<PendingTensor> tensors = new ArrayList<>();
      for (Map.Entry<ModelPart, Layout> entry : layouts.entrySet()) {
        TensorSource source = TensorSource.open(model.weights(entry.getKey()));
        sources.add(source);
        FoundParameters found = model.parameterCheck(entry.getKey()).find(source);
        tensors.addAll(entry.getValue().pending(found, floats));
      }
      SafetensorsWriter.write(file, Map.of("format", "pt"), tensors, manager);
    } finally {
      for (TensorSource source : sources) {
        source.close();
      }
    }
  }

  private static void requireNew(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(file + ": expected a file in a folder that is there");
    }
    if (Files.exists(file)) {
      throw new IOException(file + ": is there already");
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IOException(folder + ": expected an empty folder, was a file");
    }
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new IOException(folder + ": expected an empty folder");
      }
    }
  }
}
