package org.collapselab.diffusion.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.collapselab.diffusion.clip.Activation;
import org.collapselab.diffusion.clip.ClipTextConfig;
import org.collapselab.diffusion.clip.EncoderConfig;
import org.collapselab.diffusion.scheduler.PredictionType;
import org.collapselab.diffusion.scheduler.SchedulerConfig;
import org.collapselab.diffusion.unet.UNetConfig;
import org.collapselab.diffusion.vae.VaeConfig;

/**
 * A published Stable Diffusion, described as the folder that its single file lacks: the networks'
 * configurations and the noise schedule. The weights do not tell a model that predicts noise from
 * one that predicts velocity, so somebody has to say which one a file is.
 */
public enum StableDiffusionRelease {
  V1_5("sd-1.5", 64, PredictionType.EPSILON),
  V2_0("sd-2.0", 96, PredictionType.V_PREDICTION),
  V2_0_BASE("sd-2.0-base", 64, PredictionType.EPSILON),
  V2_1("sd-2.1", 96, PredictionType.V_PREDICTION),
  V2_1_BASE("sd-2.1-base", 64, PredictionType.EPSILON);

  private static final int VOCABULARY = 49_408;
  private static final int CAPTION_LENGTH = 77;
  private static final int END_TOKEN = 49_407;

  private final String label;
  private final int latentSize;
  private final PredictionType prediction;

  StableDiffusionRelease(String label, int latentSize, PredictionType prediction) {
    this.label = label;
    this.latentSize = latentSize;
    this.prediction = prediction;
  }

  /** The release of this label, such as {@code sd-2.1-base}. */
  public static Optional<StableDiffusionRelease> labelled(String label) {
    return Arrays.stream(values()).filter(release -> release.label.equals(label)).findAny();
  }

  /** Its short name. */
  public String label() {
    return label;
  }

  /** The U-Net. */
  public UNetConfig unet() {
    boolean first = this == V1_5;
    return new UNetConfig(
        4,
        4,
        List.of(320, 640, 1280, 1280),
        List.of(true, true, true, false),
        first ? List.of(8, 8, 8, 8) : List.of(5, 10, 20, 20),
        2,
        first ? 768 : 1024,
        !first,
        32,
        1e-5,
        true,
        0);
  }

  /** The autoencoder, the same for all of them. */
  public VaeConfig vae() {
    return VaeConfig.rgb(List.of(128, 256, 512, 512), 2, 32, 4, 8 * latentSize, 0.18215);
  }

  /**
   * The text encoder: OpenAI's, or open_clip's without its last layer. The width of the projection
   * is that of the published configurations; neither has weights of one.
   */
  public ClipTextConfig textEncoder() {
    return this == V1_5
        ? text(new EncoderConfig(768, 3072, 12, 12, Activation.QUICK_GELU, 1e-5), 768)
        : text(new EncoderConfig(1024, 4096, 23, 16, Activation.GELU, 1e-5), 512);
  }

  private static ClipTextConfig text(EncoderConfig encoder, int projection) {
    return new ClipTextConfig(encoder, VOCABULARY, CAPTION_LENGTH, projection, END_TOKEN);
  }

  /** The noise schedule. */
  public SchedulerConfig scheduler() {
    return SchedulerConfig.stableDiffusion(prediction);
  }

  /**
   * Writes the configurations into a folder, which then lacks a tokenizer and weights.
   *
   * @throws IOException if a file exists or cannot be written
   */
  public void describe(Path folder) throws IOException {
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("_class_name", "StableDiffusionPipeline");
    index.put("feature_extractor", Arrays.asList(null, null));
    index.put("safety_checker", Arrays.asList(null, null));
    index.put("scheduler", List.of("diffusers", "DDIMScheduler"));
    index.put("text_encoder", List.of("transformers", "CLIPTextModel"));
    index.put("tokenizer", List.of("transformers", "CLIPTokenizer"));
    index.put("unet", List.of("diffusers", "UNet2DConditionModel"));
    index.put("vae", List.of("diffusers", "AutoencoderKL"));
    write(folder.resolve("model_index.json"), index);
    write(folder.resolve(ModelPart.UNET.configFile()), unet().toJson(latentSize));
    write(folder.resolve(ModelPart.VAE.configFile()), vae().toJson());
    write(folder.resolve(ModelPart.TEXT_ENCODER.configFile()), textEncoder().toJson());
    Path schedule = folder.resolve(SchedulerConfig.FILE);
    Files.createDirectories(schedule.getParent());
    scheduler().write(schedule);
  }

  private static void write(Path file, Object json) throws IOException {
    if (Files.exists(file)) {
      throw new IOException(file + ": is there already");
    }
    Files.createDirectories(file.getParent());
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Files.writeString(file, mapper.writeValueAsString(json) + '\n');
  }
}
