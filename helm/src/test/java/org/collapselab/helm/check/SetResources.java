package org.collapselab.helm.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.collapselab.helm.render.Manifest;

/**
 * Every container asks for cores and memory and is held to its memory; no request is above its
 * limit; extended resources (GPUs) are requested as they are limited; scratch space has a limit.
 */
public final class SetResources implements Check {
  @Override
  public List<String> problems(List<Manifest> manifests) {
    List<String> problems = new ArrayList<>();
    for (Manifest manifest : manifests) {
      for (JsonNode container : manifest.containers()) {
        String title = manifest.title() + "/" + container.path("name").asText();
        check(title, container.path("resources"), problems);
      }
      manifest.pod().ifPresent(pod -> scratch(manifest.title(), pod, problems));
    }
    return problems;
  }

  private static void check(String title, JsonNode resources, List<String> problems) {
    for (String pointer : List.of("/requests/cpu", "/requests/memory", "/limits/memory")) {
      if (resources.at(pointer).isMissingNode()) {
        problems.add(title + ": resources" + pointer.replace('/', '.') + " is not set");
      }
    }
    JsonNode limits = resources.path("limits");
    resources
        .path("requests")
        .properties()
        .forEach(
            request -> {
              String name = request.getKey();
              if (limits.has(name)
                  && amount(request.getValue()).compareTo(amount(limits.get(name))) > 0) {
                problems.add(title + ": requests more " + name + " than its limit");
              }
            });
    limits
        .properties()
        .forEach(
            limit -> {
              if (limit.getKey().contains("/")
                  && !limit.getValue().equals(resources.path("requests").path(limit.getKey()))) {
                problems.add(title + ": " + limit.getKey() + " is not requested as limited");
              }
            });
  }

  private static BigDecimal amount(JsonNode quantity) {
    return Quantity.getAmountInBytes(Quantity.parse(quantity.asText()));
  }

  private static void scratch(String title, JsonNode pod, List<String> problems) {
    for (JsonNode volume : pod.path("volumes")) {
      if (volume.has("emptyDir") && volume.at("/emptyDir/sizeLimit").isMissingNode()) {
        problems.add(title + ": volume " + volume.path("name").asText() + " has no size limit");
      }
    }
  }
}
