package org.collapselab.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.InputStreamSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A JSON Schema (draft 2020-12) of the resources in {@code /schema}. */
public final class JsonSchemas {
  private static final String SCHEME = "resource:";

  // The library's own loader asks the thread's class loader, which need not know our resources.
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          factory -> factory.schemaLoaders(loaders -> loaders.add(JsonSchemas::load)));
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder().pathType(PathType.JSON_PATH).locale(Locale.ROOT).build();

  private final JsonSchema schema;

  private JsonSchemas(JsonSchema schema) {
    this.schema = schema;
  }

  /** The schema of this file name. */
  public static JsonSchemas resource(String file) {
    JsonSchema schema = FACTORY.getSchema(SchemaLocation.of(SCHEME + "/schema/" + file), CONFIG);
    schema.initializeValidators();
    return new JsonSchemas(schema);
  }

  private static InputStreamSource load(AbsoluteIri iri) {
    String name = iri.toString();
    return name.startsWith(SCHEME) ? () -> open(name.substring(SCHEME.length())) : null;
  }

  private static InputStream open(String resource) throws FileNotFoundException {
    InputStream in = JsonSchemas.class.getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException("no resource is named " + resource);
    }
    return in;
  }

  /** The schema itself, as JSON. */
  public static JsonNode tree(String file) {
    try (InputStream in = open("/schema/" + file)) {
      return Json.parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks a value.
   *
   * @throws ContractViolationException naming the first field that breaks the schema
   */
  public void check(JsonNode value) {
    List<ContractViolationException> found = violations(value);
    if (!found.isEmpty()) {
      throw found.get(0);
    }
  }

  /** Everything that breaks the schema: the first violation of each field. */
  public List<ContractViolationException> violations(JsonNode value) {
    Set<ValidationMessage> messages = schema.validate(value);
    Map<String, ContractViolationException> firstOfField = new LinkedHashMap<>();
    for (ValidationMessage message : messages) {
      ContractViolationException violation = violation(message);
      firstOfField.putIfAbsent(violation.field(), violation);
    }
    return List.copyOf(firstOfField.values());
  }

  private static ContractViolationException violation(ValidationMessage message) {
    String path = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
    if (message.getProperty() != null) {
      path = path.isEmpty() ? message.getProperty() : path + "." + message.getProperty();
    }
    return new ContractViolationException(path, problem(message));
  }

  private static String problem(ValidationMessage message) {
    return switch (message.getType()) {
      case "required" -> "expected a value but it is missing";
      case "additionalProperties" -> "there is no such field";
      default -> {
        String prefix = message.getInstanceLocation() + ": ";
        String text = message.getMessage();
        String rule = text.startsWith(prefix) ? text.substring(prefix.length()) : text;
        yield rule + found(message.getInstanceNode());
      }
    };
  }

  private static String found(JsonNode value) {
    return value != null && value.isValueNode() ? ", but found " + value : "";
  }
}
