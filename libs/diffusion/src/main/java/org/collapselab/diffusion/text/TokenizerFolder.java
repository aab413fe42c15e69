package org.collapselab.diffusion.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The four files of a CLIP tokenizer folder as transformers lays it out. */
final class TokenizerFolder {

  private static final String VOCABULARY = "vocab.json";
  private static final String MERGES = "merges.txt";
  private static final String CONFIG = "tokenizer_config.json";
  private static final String SPECIAL_TOKENS = "special_tokens_map.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private TokenizerFolder() {}

  static BpeTokenizer read(Path folder) throws IOException {
    JsonNode config = json(folder.resolve(CONFIG));
    try {
      return new BpeTokenizer(
          vocabulary(folder.resolve(VOCABULARY)),
          merges(folder.resolve(MERGES)),
          padToken(folder, config),
          maxLength(config),
          SpecialTokens.TRANSFORMERS);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(folder + ": " + e.getMessage(), e);
    }
  }

  static void write(Path folder, List<String> vocabulary, List<Merge> merges, int length)
      throws IOException {
    Files.createDirectories(folder);
    Map<String, Integer> ids = new LinkedHashMap<>();
    vocabulary.forEach(token -> ids.put(token, ids.size()));
    writeJson(folder.resolve(VOCABULARY), JSON.valueToTree(ids));

    StringBuilder lines = new StringBuilder("#version: 0.2\n");
    merges.forEach(m -> lines.append(m.left()).append(' ').append(m.right()).append('\n'));
    Files.writeString(folder.resolve(MERGES), lines);

    ObjectNode special =
        JSON.createObjectNode()
            .put("bos_token", BpeTokenizer.START_TOKEN)
            .put("eos_token", BpeTokenizer.END_TOKEN)
            .put("pad_token", BpeTokenizer.END_TOKEN)
            .put("unk_token", BpeTokenizer.END_TOKEN);
    writeJson(folder.resolve(SPECIAL_TOKENS), special);
    ObjectNode config =
        special
            .deepCopy()
            .put("add_prefix_space", false)
            .put("do_lower_case", true)
            .put("errors", "replace")
            .put("model_max_length", length)
            .put("tokenizer_class", "CLIPTokenizer");
    writeJson(folder.resolve(CONFIG), config);
  }

  private static Map<String, Integer> vocabulary(Path file) throws IOException {
    Map<String, Integer> vocabulary = new HashMap<>();
    JsonNode ids = json(file);
    for (Map.Entry<String, JsonNode> entry : ids.properties()) {
      JsonNode id = entry.getValue();
      if (!id.canConvertToInt() || id.intValue() < 0 || id.intValue() >= ids.size()) {
        throw new IllegalArgumentException(
            "%s: %s: expected an id from 0 to %d, found %s"
                .formatted(VOCABULARY, entry.getKey(), ids.size() - 1, id));
      }
      vocabulary.put(entry.getKey(), entry.getValue().intValue());
    }
    return vocabulary;
  }

  private static List<Merge> merges(Path file) throws IOException {
    List<Merge> merges = new ArrayList<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(MERGES + ": expected text in UTF-8", e);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if ((i == 0 && line.startsWith("#version")) || line.isEmpty()) {
        continue;
      }
      String[] pair = line.split(" ", -1);
      if (pair.length != 2) {
        throw new IllegalArgumentException(
            MERGES + ": line " + (i + 1) + ": expected two symbols, found '" + line + "'");
      }
      merges.add(new Merge(pair[0], pair[1]));
    }
    return merges;
  }

  /**
   * What fills short captions, as transformers finds it: the map of special tokens has the last
   * word, unless the configuration is of a newer kind that lists the added tokens itself. The
   * published Stable Diffusion 2 says one thing in its configuration and means the map's.
   */
  private static String padToken(Path folder, JsonNode config) throws IOException {
    Path map = folder.resolve(SPECIAL_TOKENS);
    if (!config.has("added_tokens_decoder") && Files.isRegularFile(map)) {
      JsonNode special = json(map);
      if (special.has("pad_token")) {
        return token(SPECIAL_TOKENS, special.path("pad_token"));
      }
    }
    return token(CONFIG, config.path("pad_token"));
  }

  /** The token itself or, from newer transformers, an object with its content. */
  private static String token(String file, JsonNode pad) {
    JsonNode text = pad.isObject() ? pad.path("content") : pad;
    if (!text.isTextual()) {
      throw new IllegalArgumentException(file + ": pad_token: expected a token, found " + pad);
    }
    return text.textValue();
  }

  private static int maxLength(JsonNode config) {
    JsonNode length = config.path("model_max_length");
    if (!length.canConvertToInt()) {
      throw new IllegalArgumentException(
          CONFIG + ": model_max_length: expected a number of tokens, found " + length);
    }
    return length.intValue();
  }

  private static JsonNode json(Path file) throws IOException {
    JsonNode node;
    try {
      node = JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + ": expected JSON: " + e.getOriginalMessage(), e);
    } catch (CharConversionException e) {
      throw new IllegalArgumentException(file + ": expected JSON in UTF-8: " + e.getMessage(), e);
    }
    if (!node.isObject()) {
      throw new IllegalArgumentException(file + ": expected a JSON object");
    }
    return node;
  }

  private static void writeJson(Path file, JsonNode node) throws IOException {
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n");
  }
}
