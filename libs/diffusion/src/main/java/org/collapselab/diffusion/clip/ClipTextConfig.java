package org.collapselab.diffusion.clip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.nn.ConfigJson;

/**
 * The shape of CLIP's text tower, as in the config.json of transformers' CLIPTextModel.
 *
 * @param encoder the transformer
 * @param vocabularySize V, how many tokens there are
 * @param maxPositions L at most, how many ids a caption may have
 * @param projectionSize width of the features shared with the vision tower
 * @param endTokenId id of the token that ends a caption; 2 in old files, where the highest id of
 *     the caption is meant
 */
public record ClipTextConfig(
    EncoderConfig encoder,
    int vocabularySize,
    int maxPositions,
    int projectionSize,
    int endTokenId) {

  private static final EncoderConfig DEFAULTS = EncoderConfig.of(512, 12, 8, Activation.QUICK_GELU);
  private static final int LEGACY_END_TOKEN = 2;

  /**
   * Reads config.json of a text encoder.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a field is wrong
   */
  public static ClipTextConfig read(Path file) throws IOException {
    return of(ConfigJson.read(file));
  }

  /** Reads the fields of a text encoder, or the {@code text_config} of a whole CLIP model. */
  public static ClipTextConfig of(ConfigJson json) {
    ConfigJson text = json.has("text_config") ? json.object("text_config") : json;
    return new ClipTextConfig(
        EncoderConfig.read(text, DEFAULTS),
        text.positive("vocab_size", 49408),
        text.positive("max_position_embeddings", 77),
        text.positive("projection_dim", 512),
        text.integer("eos_token_id", 49407));
  }

  /** Where in a caption's ids [L] the features are read: at its end token. */
  public int endPosition(long[] ids) {
    int highest = 0;
    for (int i = 0; i < ids.length; i++) {
      if (endTokenId != LEGACY_END_TOKEN && ids[i] == endTokenId) {
        return i;
      }
      if (ids[i] > ids[highest]) {
        highest = i;
      }
    }
    // As in transformers, where no end token in the ids means position 0.
    return endTokenId == LEGACY_END_TOKEN ? highest : 0;
  }

  /** The fields of config.json, in transformers' names. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("architectures", List.of("CLIPTextModelWithProjection"));
    json.put("model_type", "clip_text_model");
    json.put("bos_token_id", endTokenId - 1);
    json.put("eos_token_id", endTokenId);
    json.put("pad_token_id", endTokenId);
    json.put("max_position_embeddings", maxPositions);
    json.put("projection_dim", projectionSize);
    json.put("vocab_size", vocabularySize);
    encoder.writeTo(json);
    return json;
  }
}
