package org.collapselab.helm.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.collapselab.helm.render.Manifest;

/**
 * Pods keep to the Pod Security Standard "restricted", have a root file system that cannot be
 * written, and no token for the API server.
 */
public final class RestrictedPods implements Check {
  private static final Map<String, String> OF_CONTAINERS =
      Map.of(
          "/securityContext/allowPrivilegeEscalation", "false",
          "/securityContext/readOnlyRootFilesystem", "true",
          "/securityContext/runAsNonRoot", "true",
          "/securityContext/privileged", "false",
          "/securityContext/capabilities/drop", "[\"ALL\"]",
          "/securityContext/seccompProfile/type", "\"RuntimeDefault\"");
  private static final Map<String, String> OF_PODS =
      Map.of(
          "/automountServiceAccountToken", "false",
          "/enableServiceLinks", "false",
          "/securityContext/runAsNonRoot", "true",
          "/securityContext/seccompProfile/type", "\"RuntimeDefault\"");
  private static final Set<String> VOLUMES =
      Set.of("configMap", "emptyDir", "persistentVolumeClaim", "projected", "secret");

  @Override
  public List<String> problems(List<Manifest> manifests) {
    List<String> problems = new ArrayList<>();
    for (Manifest manifest : manifests) {
      manifest.pod().ifPresent(pod -> pod(manifest.title(), pod, problems));
      for (JsonNode container : manifest.containers()) {
        String title = manifest.title() + "/" + container.path("name").asText();
        expect(title, container, OF_CONTAINERS, problems);
        if (container.at("/securityContext/capabilities").has("add")) {
          problems.add(title + ": adds capabilities");
        }
        for (JsonNode port : container.path("ports")) {
          if (port.has("hostPort")) {
            problems.add(title + ": takes a port of the node");
          }
        }
      }
    }
    return problems;
  }

  private static void pod(String title, JsonNode pod, List<String> problems) {
    expect(title, pod, OF_PODS, problems);
    if (pod.at("/securityContext/runAsUser").asInt() <= 0) {
      problems.add(title + ": does not run as a user that is not root");
    }
    for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (pod.path(shared).asBoolean()) {
        problems.add(title + ": " + shared + " is on");
      }
    }
    for (JsonNode volume : pod.path("volumes")) {
      volume
          .fieldNames()
          .forEachRemaining(
              field -> {
                if (!field.equals("name") && !VOLUMES.contains(field)) {
                  problems.add(title + ": has a volume of type " + field);
                }
              });
    }
  }

  private static void expect(
      String title, JsonNode tree, Map<String, String> expected, List<String> problems) {
    expected.forEach(
        (pointer, value) -> {
          String found = tree.at(pointer).toString();
          if (!found.equals(value)) {
            problems.add(
                "%s: %s is '%s', expected %s"
                    .formatted(title, pointer.substring(1).replace('/', '.'), found, value));
          }
        });
  }
}
