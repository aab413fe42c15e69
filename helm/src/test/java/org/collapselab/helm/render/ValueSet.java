package org.collapselab.helm.render;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sets of values that come with the chart, and what each takes as given in the cluster. */
public enum ValueSet {
  DEFAULTS("values.yaml"),
  DEV("values-dev.yaml"),
  PRODUCTION("values-production.yaml"),
  AIR_GAPPED("values-air-gapped.yaml");

  private final String fileName;

  ValueSet(String fileName) {
    this.fileName = fileName;
  }

  /** The file of values, unless they are the chart's defaults. */
  public Optional<Path> file() {
    return this == DEFAULTS ? Optional.empty() : Optional.of(Chart.FOLDER.resolve(fileName));
  }

  /** Values that have no default, with which the set is rendered. */
  Map<String, String> needed() {
    return switch (this) {
      case DEFAULTS ->
          Map.of(
              "kafka.bootstrapServers", "kafka.example.org:9092",
              "postgresql.host", "postgresql.example.org",
              "s3.endpoint", "https://s3.example.org");
      case DEV, PRODUCTION, AIR_GAPPED -> Map.of();
    };
  }

  /** Names of the Secrets and claims that somebody else makes. */
  public Set<String> given() {
    return switch (this) {
      case DEFAULTS ->
          Set.of(
              "lab-collapse-lab-store",
              "lab-collapse-lab-curator-database",
              "lab-collapse-lab-trainer-database",
              "lab-collapse-lab-evaluator-database");
      case DEV -> Set.of();
      case PRODUCTION -> Set.of("lab-cluster-ca-cert");
      case AIR_GAPPED ->
          Set.of(
              "registry",
              "internal-ca",
              "internal-truststore",
              "lab-tls",
              "lab-store",
              "lab-kafka-generator",
              "lab-kafka-curator",
              "lab-kafka-trainer",
              "lab-kafka-evaluator",
              "lab-database-curator",
              "lab-database-trainer",
              "lab-database-evaluator",
              "lab-checkpoints");
    };
  }
}
