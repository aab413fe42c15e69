package org.collapselab.local.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.collapselab.contracts.Json;
import org.collapselab.local.evaluator.ExperimentView;
import org.collapselab.local.evaluator.ExperimentView.Condition;
import org.collapselab.local.evaluator.ExperimentView.Iteration;

/**
 * What is needed to judge and repeat an experiment: its spec, the programs' versions, the machine
 * and the times.
 */
final class Provenance {
  private Provenance() {}

  static ObjectNode of(ExperimentView view) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("experiment", view.id());
    node.put("status", view.status());
    node.put("checkpoint", view.checkpoint().value());
    node.put("realDataset", view.realDataset().value());
    node.put("submittedAt", view.submittedAt().toString());
    view.finishedAt().ifPresent(at -> node.put("finishedAt", at.toString()));
    node.set("versions", versions());
    node.set("machine", machine());
    node.set("work", Work.of(view).json());
    node.set("times", times(view));
    node.set("spec", Json.tree(view.spec()));
    return node;
  }

  private static ObjectNode versions() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Versions.read().forEach(node::put);
    node.put("java", System.getProperty("java.vm.version"));
    return node;
  }

  private static ObjectNode machine() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("processor", processor());
    node.put("cores", Runtime.getRuntime().availableProcessors());
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    node.put("memoryBytes", system.getTotalMemorySize());
    node.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    return node;
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.replaceFirst(".*?:\\s*", ""))
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  /**
   * Seconds each part of each iteration took from its request to its end; what was reused took
   * none.
   */
  private static ObjectNode times(ExperimentView view) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    view.finishedAt().ifPresent(end -> node.put("seconds", seconds(view.submittedAt(), end)));
    ObjectNode conditions = node.putObject("conditions");
    for (Condition condition : view.conditions()) {
      var iterations = conditions.putArray(condition.name());
      for (Iteration iteration : condition.iterations()) {
        iterations.add(times(iteration));
      }
    }
    return node;
  }

  private static ObjectNode times(Iteration iteration) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("iteration", iteration.iteration());
    iteration
        .trainingImages()
        .firstAt()
        .ifPresent(
            from ->
                iteration
                    .dataset()
                    .ifPresent(
                        dataset ->
                            node.put("generationSeconds", seconds(from, dataset.composedAt()))));
    iteration
        .training()
        .ifPresent(
            training -> {
              training.reused().ifPresent(reused -> node.put("checkpointReused", reused));
              training
                  .startedAt()
                  .ifPresent(
                      from ->
                          training
                              .trainedAt()
                              .ifPresent(to -> node.put("trainingSeconds", seconds(from, to))));
            });
    iteration
        .evaluation()
        .ifPresent(
            evaluation -> {
              node.put("evaluationReused", evaluation.reused());
              if (!evaluation.reused()) {
                evaluation
                    .announcedAt()
                    .ifPresent(
                        to -> node.put("evaluationSeconds", seconds(evaluation.requestedAt(), to)));
              }
            });
    return node;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
