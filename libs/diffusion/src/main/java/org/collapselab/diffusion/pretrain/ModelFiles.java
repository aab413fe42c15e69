package org.collapselab.diffusion.pretrain;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.pipeline.ModelPart;
import org.collapselab.diffusion.safetensors.FloatFormat;
import org.collapselab.diffusion.safetensors.SafetensorsWriter;

/** The files of a model in the layout of diffusers, each written whole or not at all. */
final class ModelFiles {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;

  ModelFiles(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  Path tokenizer() {
    return root.resolve("tokenizer");
  }

  Path config(ModelPart part) {
    return root.resolve(part.configFile());
  }

  Path weights(ModelPart part) {
    return root.resolve(part.weightsFile());
  }

  /** Weights are written after the configuration, so their presence says that both are there. */
  boolean has(ModelPart part) {
    return Files.exists(weights(part));
  }

  boolean hasTokenizer() {
    return Files.exists(tokenizer().resolve("special_tokens_map.json"))
        && Files.exists(tokenizer().resolve("tokenizer_config.json"));
  }

  /** Writes configuration and weights, and removes the snapshot of the way there. */
  void write(ModelPart part, Map<String, Object> config, Map<String, NDArray> weights)
      throws IOException {
    writeJson(config(part), config);
    writeWeights(weights(part), weights, floats(part));
    Files.deleteIfExists(snapshot(part));
  }

  /** The U-Net is the largest part by far; in half precision a repository can hold the model. */
  private static FloatFormat floats(ModelPart part) {
    return part == ModelPart.UNET ? FloatFormat.HALF : FloatFormat.SINGLE;
  }

  /** Writes weights that are still being trained beside where the final ones will be. */
  void writeSnapshot(ModelPart part, Map<String, NDArray> weights) throws IOException {
    writeWeights(snapshot(part), weights, FloatFormat.SINGLE);
  }

  private Path snapshot(ModelPart part) {
    return root.resolve(part.folder()).resolve("snapshot.safetensors");
  }

  private static void writeWeights(Path file, Map<String, NDArray> weights, FloatFormat floats)
      throws IOException {
    Files.createDirectories(file.getParent());
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Files.deleteIfExists(partial);
    SafetensorsWriter.write(partial, Map.of("format", "pt"), weights, floats);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void writeJson(Path file, Object value) throws IOException {
    Files.createDirectories(file.getParent());
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Files.writeString(
        partial, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n");
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The list of parts that diffusers opens a model by, and how pictures go into CLIP. */
  void writeIndex(int imageSize) throws IOException {
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("_class_name", "StableDiffusionPipeline");
    index.put("feature_extractor", List.of("transformers", "CLIPImageProcessor"));
    index.put("image_encoder", List.of("transformers", "CLIPVisionModelWithProjection"));
    index.put("scheduler", List.of("diffusers", "DDIMScheduler"));
    index.put("text_encoder", List.of("transformers", "CLIPTextModelWithProjection"));
    index.put("tokenizer", List.of("transformers", "CLIPTokenizer"));
    index.put("unet", List.of("diffusers", "UNet2DConditionModel"));
    index.put("vae", List.of("diffusers", "AutoencoderKL"));
    writeJson(root.resolve("model_index.json"), index);

    Map<String, Object> processor = new LinkedHashMap<>();
    processor.put("image_processor_type", "CLIPImageProcessor");
    processor.put("do_center_crop", true);
    processor.put("do_normalize", true);
    processor.put("do_resize", true);
    processor.put("image_mean", List.of(0.5, 0.5, 0.5));
    processor.put("image_std", List.of(0.5, 0.5, 0.5));
    processor.put("crop_size", imageSize);
    processor.put("size", imageSize);
    writeJson(root.resolve("feature_extractor/preprocessor_config.json"), processor);
  }
}
