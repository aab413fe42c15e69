package org.collapselab.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Set;

/** A JSON Schema (draft 2020-12) of the resources in {@code /schema}. */
public final class JsonSchemas {
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder()
          .pathType(PathType.JSON_PATH)
          .locale(java.util.Locale.ROOT)
          .build();

  private final JsonSchema schema;

  private JsonSchemas(JsonSchema schema) {
    this.schema = schema;
  }

  /** The schema of this file name. */
  public static JsonSchemas resource(String file) {
    JsonSchema schema = FACTORY.getSchema(SchemaLocation.of("classpath:schema/" + file), CONFIG);
    schema.initializeValidators();
    return new JsonSchemas(schema);
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

  /** Everything that breaks the schema, in the schema's order. */
  public List<ContractViolationException> violations(JsonNode value) {
    Set<ValidationMessage> messages = schema.validate(value);
    return messages.stream().map(JsonSchemas::violation).toList();
  }

  private static ContractViolationException violation(ValidationMessage message) {
    String path = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
    String text = message.getMessage();
    String prefix = message.getInstanceLocation() + ": ";
    String problem = text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    if (message.getProperty() != null) {
      path = path.isEmpty() ? message.getProperty() : path + "." + message.getProperty();
    }
    return new ContractViolationException(path, problem);
  }
}
