package org.collapselab.diffusion.clip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.nn.ConfigJson;

/**
 * The shape of CLIP's vision tower, as in the config.json of transformers' CLIPVisionModel.
 *
 * @param encoder the transformer
 * @param channels channels of an image
 * @param imageSize height and width of an image
 * @param patchSize height and width of a patch; divides imageSize
 * @param projectionSize width of the features shared with the text tower
 */
public record ClipVisionConfig(
    EncoderConfig encoder, int channels, int imageSize, int patchSize, int projectionSize) {

  private static final EncoderConfig DEFAULTS =
      EncoderConfig.of(768, 12, 12, Activation.QUICK_GELU);

  /**
   * Reads config.json of an image encoder.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a field is wrong
   */
  public static ClipVisionConfig read(Path file) throws IOException {
    return of(ConfigJson.read(file));
  }

  /** Reads the fields of an image encoder, or the {@code vision_config} of a whole CLIP model. */
  public static ClipVisionConfig of(ConfigJson json) {
    ConfigJson vision = json.has("vision_config") ? json.object("vision_config") : json;
    int image = vision.positive("image_size", 224);
    int patch = vision.positive("patch_size", 32);
    if (image % patch != 0) {
      throw vision.expected("patch_size", "a divisor of image_size " + image);
    }
    return new ClipVisionConfig(
        EncoderConfig.read(vision, DEFAULTS),
        vision.positive("num_channels", 3),
        image,
        patch,
        vision.positive("projection_dim", 512));
  }

  /** How many patches an image has. */
  public int patches() {
    int side = imageSize / patchSize;
    return side * side;
  }

  /** The fields of config.json, in transformers' names. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("architectures", List.of("CLIPVisionModelWithProjection"));
    json.put("model_type", "clip_vision_model");
    json.put("image_size", imageSize);
    json.put("num_channels", channels);
    json.put("patch_size", patchSize);
    json.put("projection_dim", projectionSize);
    encoder.writeTo(json);
    return json;
  }
}
