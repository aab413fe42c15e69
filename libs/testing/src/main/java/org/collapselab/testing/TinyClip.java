package org.collapselab.testing;

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

/**
 * A CLIP network with fresh weights, as the files of a model folder: all that services which only
 * look at images read of a checkpoint.
 */
public final class TinyClip {

  /** Width and height of its images. */
  public static final int SIZE = 32;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CAPTION_TOKENS = 16;
  private static final int FEATURES = 24;

  private TinyClip() {}

  /** Writes the network; the seed decides its weights. */
  public static Path write(Path root, long seed) throws IOException {
    for (String part : List.of("image_encoder", "text_encoder", "feature_extractor")) {
      Files.createDirectories(root.resolve(part));
    }
    BpeTokenizer tokenizer =
        new BpeTrainer(540, CAPTION_TOKENS)
            .train(List.of("a young woman", "an old man"), root.resolve("tokenizer"));
    EncoderConfig tower = EncoderConfig.of(32, 2, 4, Activation.QUICK_GELU);
    ClipTextModel text =
        new ClipTextModel(
            new ClipTextConfig(
                tower, tokenizer.vocabularySize(), CAPTION_TOKENS, FEATURES, tokenizer.endId()));
    ClipVisionModel vision = new ClipVisionModel(new ClipVisionConfig(tower, 3, SIZE, 8, FEATURES));
    network(root.resolve("text_encoder"), text.config().toJson(), text.parameters(), seed);
    network(root.resolve("image_encoder"), vision.config().toJson(), vision.parameters(), seed);
    JSON.writeValue(
        root.resolve("feature_extractor/preprocessor_config.json").toFile(),
        Map.of(
            "image_mean",
            List.of(0.5, 0.5, 0.5),
            "image_std",
            List.of(0.5, 0.5, 0.5),
            "size",
            SIZE,
            "crop_size",
            SIZE));
    return root;
  }

  private static void network(
      Path folder, Map<String, Object> config, Map<String, long[]> shapes, long seed)
      throws IOException {
    JSON.writeValue(folder.resolve("config.json").toFile(), config);
    try (Weights weights = Weights.initialize(shapes, seed, "cpu")) {
      weights.write(folder.resolve("model.safetensors"), Map.of());
    }
  }
}
