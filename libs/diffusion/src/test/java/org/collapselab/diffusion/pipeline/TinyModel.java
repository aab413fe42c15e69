package org.collapselab.diffusion.pipeline;

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
import org.collapselab.diffusion.scheduler.PredictionType;
import org.collapselab.diffusion.scheduler.SchedulerConfig;
import org.collapselab.diffusion.text.BpeTokenizer;
import org.collapselab.diffusion.text.BpeTrainer;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.unet.UNetConfig;
import org.collapselab.diffusion.vae.AutoencoderKl;
import org.collapselab.diffusion.vae.VaeConfig;

/** A whole model of 32 x 32 images with fresh weights. */
public final class TinyModel {

  /** Width and height of its images. */
  public static final int SIZE = 32;

  static final String UNET_CONFIG =
      """
      {"_class_name": "UNet2DConditionModel", "sample_size": 16, "in_channels": 4,
       "out_channels": 4, "down_block_types": ["CrossAttnDownBlock2D", "DownBlock2D"],
       "up_block_types": ["UpBlock2D", "CrossAttnUpBlock2D"], "block_out_channels": [32, 64],
       "layers_per_block": 1, "cross_attention_dim": 32, "attention_head_dim": [2, 4],
       "use_linear_projection": true, "norm_num_groups": 8}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> CAPTIONS =
      List.of("a young woman with dark skin", "an old man with light skin");

  private TinyModel() {}

  /** Writes the model; the seed decides its weights. */
  public static Path write(Path root, long seed) throws IOException {
    for (ModelPart part : ModelPart.values()) {
      Files.createDirectories(root.resolve(part.folder()));
    }
    Files.createDirectories(root.resolve("scheduler"));
    Files.writeString(
        root.resolve("model_index.json"), "{\"_class_name\": \"StableDiffusionPipeline\"}");
    SchedulerConfig.stableDiffusion(PredictionType.V_PREDICTION)
        .write(root.resolve(SchedulerConfig.FILE));
    BpeTokenizer tokenizer = new BpeTrainer(540, 16).train(CAPTIONS, root.resolve("tokenizer"));

    ClipTextModel text =
        new ClipTextModel(
            new ClipTextConfig(
                EncoderConfig.of(32, 2, 4, Activation.GELU),
                tokenizer.vocabularySize(),
                16,
                24,
                tokenizer.endId()));
    ClipVisionModel vision =
        new ClipVisionModel(
            new ClipVisionConfig(EncoderConfig.of(32, 2, 4, Activation.GELU), 3, SIZE, 8, 24));
    AutoencoderKl vae = new AutoencoderKl(VaeConfig.rgb(List.of(32, 64), 1, 8, 4, 32, 0.18215));
    UNet2DConditionModel unet = new UNet2DConditionModel(UNetConfig.parse(UNET_CONFIG));

    preprocessor(root.resolve("feature_extractor"));
    config(root, ModelPart.TEXT_ENCODER, JSON.writeValueAsString(text.config().toJson()));
    config(root, ModelPart.IMAGE_ENCODER, JSON.writeValueAsString(vision.config().toJson()));
    config(root, ModelPart.VAE, JSON.writeValueAsString(vae.config().toJson()));
    config(root, ModelPart.UNET, UNET_CONFIG);
    weights(root.resolve(ModelPart.TEXT_ENCODER.weightsFile()), text.parameters(), seed);
    weights(root.resolve(ModelPart.IMAGE_ENCODER.weightsFile()), vision.parameters(), seed);
    weights(root.resolve(ModelPart.VAE.weightsFile()), vae.parameters(), seed);
    weights(root.resolve(ModelPart.UNET.weightsFile()), unet.parameters(), seed);
    return root;
  }

  /** Writes fresh weights of these parameters. */
  static void weights(Path file, Map<String, long[]> parameters, long seed) throws IOException {
    try (Weights weights = Weights.initialize(parameters, seed, "cpu")) {
      weights.write(file, Map.of());
    }
  }

  private static void preprocessor(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Double> halves = List.of(0.5, 0.5, 0.5);
    JSON.writeValue(
        folder.resolve("preprocessor_config.json").toFile(),
        Map.of("image_mean", halves, "image_std", halves, "size", SIZE, "crop_size", SIZE));
  }

  private static void config(Path root, ModelPart part, String json) throws IOException {
    Files.writeString(root.resolve(part.configFile()), json);
  }
}
