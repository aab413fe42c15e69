package org.collapselab.vision;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.clip.Activation;
import org.collapselab.diffusion.clip.ClipTextConfig;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.clip.ClipVisionConfig;
import org.collapselab.diffusion.clip.ClipVisionModel;
import org.collapselab.diffusion.clip.EncoderConfig;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.text.BpeTokenizer;
import org.collapselab.diffusion.text.BpeTrainer;

/** A CLIP network of 64 x 64 images with fresh weights, as the files of a model folder. */
public final class TinyClip {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** D of its features. */
  public static final int DIMENSION = 24;

  private TinyClip() {}

  /** Writes the network; the seed decides its weights. */
  public static Path write(Path root, long seed) throws IOException {
    for (String part : List.of("image_encoder", "text_encoder", "feature_extractor")) {
      Files.createDirectories(root.resolve(part));
    }
    BpeTokenizer tokenizer =
        new BpeTrainer(540, 16)
            .train(List.of("a young woman", "an old man"), root.resolve("tokenizer"));
    EncoderConfig tower = EncoderConfig.of(32, 2, 4, Activation.QUICK_GELU);
    ClipTextModel text =
        new ClipTextModel(
            new ClipTextConfig(
                tower, tokenizer.vocabularySize(), 16, DIMENSION, tokenizer.endId()));
    ClipVisionModel vision = new ClipVisionModel(new ClipVisionConfig(tower, 3, 64, 8, DIMENSION));
    config(root.resolve("text_encoder"), text.config().toJson());
    config(root.resolve("image_encoder"), vision.config().toJson());
    preprocessor(root, 64);
    weights(root.resolve("text_encoder"), text.parameters(), seed);
    weights(root.resolve("image_encoder"), vision.parameters(), seed);
    return root;
  }

  /** Writes how images go in. */
  public static void preprocessor(Path root, int size) throws IOException {
    Map<String, Object> json =
        Map.of(
            "image_mean",
            List.of(0.5, 0.5, 0.5),
            "image_std",
            List.of(0.5, 0.5, 0.5),
            "size",
            size,
            "crop_size",
            size);
    JSON.writeValue(root.resolve("feature_extractor/preprocessor_config.json").toFile(), json);
  }

  private static void config(Path folder, Map<String, Object> json) throws IOException {
    JSON.writeValue(folder.resolve("config.json").toFile(), json);
  }

  private static void weights(Path folder, Map<String, long[]> shapes, long seed)
      throws IOException {
    try (Weights weights = Weights.initialize(shapes, seed, "cpu")) {
      weights.write(folder.resolve("model.safetensors"), Map.of());
    }
  }
}
