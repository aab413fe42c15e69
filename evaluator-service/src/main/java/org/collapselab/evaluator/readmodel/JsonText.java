package org.collapselab.evaluator.readmodel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.collapselab.contracts.Json;
import org.collapselab.contracts.event.Metric;
import org.collapselab.contracts.recipe.CanonicalJson;

/** Small values as the JSON text in which the database keeps them. */
public final class JsonText {

  private static final JsonMapper MAPPER = Json.builder().build();

  private JsonText() {}

  /** The canonical JSON of a value. */
  public static String write(Object value) {
    return new String(CanonicalJson.bytes(MAPPER.valueToTree(value)), UTF_8);
  }

  /** The scores of an image. */
  static SortedMap<String, Double> scores(String json) {
    SortedMap<String, Double> scores = new TreeMap<>();
    tree(json).properties().forEach(e -> scores.put(e.getKey(), e.getValue().doubleValue()));
    return scores;
  }

  /** The reasons of a rejection. */
  static List<String> reasons(String json) {
    return Arrays.asList(Json.read(tree(json), String[].class));
  }

  /** The metrics of a checkpoint. */
  public static List<Metric> metrics(String json) {
    return Arrays.asList(Json.read(tree(json), Metric[].class));
  }

  private static JsonNode tree(String json) {
    return Json.parse(json.getBytes(UTF_8));
  }
}
