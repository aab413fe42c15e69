package org.collapselab.helm.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An object as the chart gives it to the cluster. */
public record Manifest(JsonNode tree) {

  public String apiVersion() {
    return tree.path("apiVersion").asText();
  }

  public String kind() {
    return tree.path("kind").asText();
  }

  public String name() {
    return tree.path("metadata").path("name").asText();
  }

  /** How the object is named in a list of problems. */
  public String title() {
    return kind() + " " + name();
  }

  public JsonNode spec() {
    return tree.path("spec");
  }

  /** What a JSON pointer leads to; missing if nothing is there. */
  public JsonNode at(String pointer) {
    return tree.at(pointer);
  }

  public JsonNode labels() {
    return tree.path("metadata").path("labels");
  }

  /** The specification of the pods that this object makes or is. */
  public Optional<JsonNode> pod() {
    return switch (kind()) {
      case "Deployment", "StatefulSet", "Job" -> Optional.of(spec().at("/template/spec"));
      case "Pod" -> Optional.of(spec());
      default -> Optional.empty();
    };
  }

  /** The labels of the pods that this object makes or is. */
  public JsonNode podLabels() {
    return kind().equals("Pod") ? labels() : spec().at("/template/metadata/labels");
  }

  /** The containers of its pods, those that only prepare included. */
  public List<JsonNode> containers() {
    List<JsonNode> containers = new ArrayList<>();
    pod()
        .ifPresent(
            pod -> {
              pod.path("initContainers").forEach(containers::add);
              pod.path("containers").forEach(containers::add);
            });
    return containers;
  }

  /** The one container that stays. */
  public JsonNode container() {
    return pod().orElseThrow().at("/containers/0");
  }

  /** A variable of a container, as the object that defines it. */
  public static Optional<JsonNode> variable(JsonNode container, String name) {
    return elements(container.path("env"))
        .filter(variable -> variable.path("name").asText().equals(name))
        .findFirst();
  }

  public static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
