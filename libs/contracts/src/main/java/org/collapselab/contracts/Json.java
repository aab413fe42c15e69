package org.collapselab.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.List;

/** How the contracts' records become JSON trees and come back, strictly, with errors by field. */
public final class Json {
  private static final JsonMapper STRICT = builder().build();

  private Json() {}

  /** A builder with the contracts' settings, for mappers that know more types. */
  public static JsonMapper.Builder builder() {
    return JsonMapper.builder()
        .addModule(new Jdk8Module())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(
                JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS));
  }

  /** The tree of a record. */
  public static ObjectNode tree(Record value) {
    return STRICT.valueToTree(value);
  }

  /** The tree of a list. */
  public static ArrayNode tree(List<?> values) {
    return STRICT.valueToTree(values);
  }

  /**
   * The tree of JSON text.
   *
   * @throws ContractViolationException if the bytes are not one JSON value
   */
  public static JsonNode parse(byte[] json) {
    try (JsonParser parser = STRICT.createParser(json)) {
      JsonNode tree = STRICT.readTree(parser);
      if (tree == null || tree.isMissingNode()) {
        throw new ContractViolationException("", "expected JSON but found nothing");
      }
      if (parser.nextToken() != null) {
        throw new ContractViolationException("", "expected one JSON value but more follows it");
      }
      return tree;
    } catch (IOException e) {
      throw violation(e);
    }
  }

  /**
   * The value of a tree that has exactly the fields of its type.
   *
   * @throws ContractViolationException if a field is missing, unknown or out of its range
   */
  public static <T> T read(JsonNode tree, Class<T> type) {
    return read(STRICT, tree, type);
  }

  /** As {@link #read}, with a mapper made by {@link #builder}. */
  public static <T> T read(JsonMapper mapper, JsonNode tree, Class<T> type) {
    try {
      return mapper.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw violation(e);
    }
  }

  private static ContractViolationException violation(IOException e) {
    String path = e instanceof JsonMappingException mapping ? path(mapping) : "";
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ContractViolationException violation) {
        return violation.within(path);
      }
    }
    String message = e instanceof JacksonException json ? json.getOriginalMessage() : e.toString();
    return new ContractViolationException(path, message, e);
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : e.getPath()) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
      }
    }
    return path.toString();
  }
}
