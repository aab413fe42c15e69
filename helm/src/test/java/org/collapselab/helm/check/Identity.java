package org.collapselab.helm.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.collapselab.helm.render.Chart;
import org.collapselab.helm.render.Manifest;

/** Names are legal and there once, objects are in the release's namespace, labels are legal. */
public final class Identity implements Check {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
  private static final Pattern LABEL =
      Pattern.compile("([A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?)?");
  private static final int LONGEST = 63;
  private static final Set<String> OF_THE_CLUSTER = Set.of("PriorityClass");

  /** Strimzi's operators look in the namespace of the Kafka cluster. */
  private static final Set<String> ELSEWHERE = Set.of("KafkaTopic", "KafkaUser");

  @Override
  public List<String> problems(List<Manifest> manifests) {
    List<String> problems = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Manifest manifest : manifests) {
      String name = manifest.name();
      if (!NAME.matcher(name).matches() || name.length() > LONGEST) {
        problems.add(manifest.title() + ": the name is not a DNS name of at most 63 characters");
      }
      if (!seen.add(manifest.title())) {
        problems.add(manifest.title() + ": is there twice");
      }
      String namespace = manifest.at("/metadata/namespace").asText();
      boolean wrong =
          OF_THE_CLUSTER.contains(manifest.kind())
              ? !namespace.isEmpty()
              : !namespace.equals(Chart.NAMESPACE) && !ELSEWHERE.contains(manifest.kind());
      if (wrong) {
        problems.add(manifest.title() + ": is in namespace '" + namespace + "'");
      }
      labels(manifest, manifest.labels(), problems);
      labels(manifest, manifest.podLabels(), problems);
    }
    return problems;
  }

  private static void labels(Manifest manifest, JsonNode labels, List<String> problems) {
    labels
        .properties()
        .forEach(
            label -> {
              String value = label.getValue().asText();
              if (!LABEL.matcher(value).matches() || value.length() > LONGEST) {
                problems.add(
                    "%s: label %s is '%s'".formatted(manifest.title(), label.getKey(), value));
              }
            });
    if (!manifest.labels().has("app.kubernetes.io/instance")) {
      problems.add(manifest.title() + ": has no label app.kubernetes.io/instance");
    }
  }
}
