package org.collapselab.helm.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.collapselab.helm.render.Manifest;

/** The objects that are there once the release is, with the keys of those that hold data. */
final class KnownObjects {
  private final Map<String, Set<String>> keysByTitle = new HashMap<>();
  private final Map<String, Manifest> services = new HashMap<>();
  private final Set<String> given;

  KnownObjects(List<Manifest> manifests, Set<String> given) {
    this.given = given;
    manifests.forEach(this::add);
  }

  private void add(Manifest manifest) {
    keysByTitle.computeIfAbsent(manifest.title(), title -> new HashSet<>()).addAll(keys(manifest));
    switch (manifest.kind()) {
      case "Service" -> services.put(manifest.name(), manifest);
      case "ExternalSecret" -> addSecret(manifest.at("/spec/target/name").asText(), manifest);
      default -> {}
    }
  }

  private void addSecret(String name, Manifest external) {
    Set<String> keys = new HashSet<>();
    external.spec().path("data").forEach(entry -> keys.add(entry.path("secretKey").asText()));
    keysByTitle.put("Secret " + name, keys);
  }

  private static Set<String> keys(Manifest manifest) {
    Set<String> keys = new HashSet<>();
    for (String field : List.of("data", "stringData")) {
      manifest.tree().path(field).fieldNames().forEachRemaining(keys::add);
    }
    return keys;
  }

  void require(Manifest by, String kind, String name, List<String> problems) {
    if (!given.contains(name) && !keysByTitle.containsKey(kind + " " + name)) {
      problems.add("%s: there is no %s '%s'".formatted(by.title(), kind, name));
    }
  }

  void requireKey(Manifest by, String kind, String name, String key, List<String> problems) {
    require(by, kind, name, problems);
    Set<String> keys = keysByTitle.get(kind + " " + name);
    if (keys != null && !keys.contains(key)) {
      problems.add("%s: %s '%s' has no key '%s'".formatted(by.title(), kind, name, key));
    }
  }

  void requirePort(
      Manifest by, String service, JsonNode port, String field, List<String> problems) {
    require(by, "Service", service, problems);
    Manifest found = services.get(service);
    if (found != null
        && Manifest.elements(found.spec().path("ports"))
            .noneMatch(candidate -> candidate.path(field).equals(port))) {
      problems.add("%s: Service '%s' has no port %s".formatted(by.title(), service, port));
    }
  }
}
