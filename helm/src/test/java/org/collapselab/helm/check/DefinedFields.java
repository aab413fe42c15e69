package org.collapselab.helm.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.collapselab.helm.render.Manifest;
import org.collapselab.helm.render.Yaml;

/** Holds objects of operators to the schemas of their specifications under {@code crds/}. */
final class DefinedFields {
  private static final Map<String, String> VERSIONS =
      Map.of(
          "ScaledObject", "keda.sh/v1alpha1",
          "TriggerAuthentication", "keda.sh/v1alpha1",
          "Cluster", "postgresql.cnpg.io/v1",
          "ScheduledBackup", "postgresql.cnpg.io/v1",
          "ExternalSecret", "external-secrets.io/v1");

  private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

  static boolean has(String kind) {
    return VERSIONS.containsKey(kind);
  }

  List<String> problems(Manifest manifest) {
    if (!manifest.apiVersion().equals(VERSIONS.get(manifest.kind()))) {
      return List.of(
          "%s: expected apiVersion %s but found %s"
              .formatted(manifest.title(), VERSIONS.get(manifest.kind()), manifest.apiVersion()));
    }
    return schemas
        .computeIfAbsent(manifest.kind(), DefinedFields::read)
        .validate(manifest.spec())
        .stream()
        .map(message -> manifest.title() + ": " + message.getMessage())
        .toList();
  }

  private static JsonSchema read(String kind) {
    String file = "/crds/" + kind + ".yaml";
    try (InputStream stream =
        Objects.requireNonNull(DefinedFields.class.getResourceAsStream(file), file)) {
      JsonNode schema = Yaml.document(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
