package org.collapselab.contracts.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Json;

/** Reads and writes recipes as JSON that says its {@code kind} and {@code version}. */
public final class Recipes {
  private static final int SUPPORTED_VERSION = 1;
  private static final Map<String, Class<? extends Recipe>> KINDS =
      Map.of(
          ImageRecipe.KIND, ImageRecipe.class,
          ColourMatchedRecipe.KIND, ColourMatchedRecipe.class,
          RealDatasetRecipe.KIND, RealDatasetRecipe.class,
          DatasetRecipe.KIND, DatasetRecipe.class,
          BaseCheckpointRecipe.KIND, BaseCheckpointRecipe.class,
          CheckpointRecipe.KIND, CheckpointRecipe.class,
          EvaluationRecipe.KIND, EvaluationRecipe.class);

  private Recipes() {}

  /** The bytes that the key is the hash of. */
  public static byte[] canonicalJson(Recipe recipe) {
    return CanonicalJson.bytes(tree(recipe));
  }

  /** The recipe's JSON. */
  public static ObjectNode tree(Recipe recipe) {
    ObjectNode tree = Json.tree((Record) recipe);
    return tree.put("kind", recipe.kind()).put("version", recipe.version());
  }

  /**
   * Reads a recipe of any kind.
   *
   * @throws ContractViolationException naming the field, if it is not a recipe that this version
   *     understands; an unknown field is refused too, for a recipe read without it would have
   *     another key
   */
  public static Recipe parse(byte[] json) {
    return parse(Json.parse(json));
  }

  /** As {@link #parse(byte[])}, from a tree. */
  public static Recipe parse(JsonNode json) {
    if (!json.isObject()) {
      throw new ContractViolationException("", "expected a recipe's object");
    }
    ObjectNode fields = json.deepCopy();
    JsonNode kind = fields.remove("kind");
    if (kind == null || !KINDS.containsKey(kind.asText())) {
      throw new ContractViolationException(
          "kind",
          "expected one of " + KINDS.keySet().stream().sorted().toList() + " but found " + kind);
    }
    JsonNode version = fields.remove("version");
    if (version == null || !version.isInt() || version.intValue() != SUPPORTED_VERSION) {
      throw new ContractViolationException(
          "version", "expected " + SUPPORTED_VERSION + " but found " + version);
    }
    return Json.read(fields, KINDS.get(kind.asText()));
  }

  /**
   * Reads a recipe of one kind.
   *
   * @throws ContractViolationException also if the recipe is of another kind
   */
  public static <R extends Recipe> R parse(byte[] json, Class<R> type) {
    return cast(parse(json), type);
  }

  /** As {@link #parse(byte[], Class)}, from a tree. */
  public static <R extends Recipe> R parse(JsonNode json, Class<R> type) {
    return cast(parse(json), type);
  }

  private static <R extends Recipe> R cast(Recipe recipe, Class<R> type) {
    if (!type.isInstance(recipe)) {
      throw new ContractViolationException(
          "kind", "expected a " + type.getSimpleName() + " but found '" + recipe.kind() + "'");
    }
    return type.cast(recipe);
  }
}
