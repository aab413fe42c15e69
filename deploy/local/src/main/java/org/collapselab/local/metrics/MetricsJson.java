package org.collapselab.local.metrics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.collapselab.vision.evaluation.Measured;
import org.collapselab.vision.features.NetworkFacts;
import org.collapselab.vision.statistics.Estimate;

/** Folder metrics as JSON, with all that it takes to judge a number. */
public final class MetricsJson {

  private MetricsJson() {}

  /** The JSON object of a result. */
  public static ObjectNode of(FolderMetrics result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("generated", result.generated());
    json.put("real", result.real());
    json.put("kept", result.kept());
    json.set("network", network(result.network()));
    json.set("metrics", metrics(result.metrics()));
    if (!result.groups().isEmpty()) {
      ObjectNode groups = json.putObject("groups");
      result.groups().forEach((group, metrics) -> groups.set(group, metrics(metrics)));
    }
    result.difference().ifPresent(difference -> json.set("difference", difference(difference)));
    return json;
  }

  private static ObjectNode network(NetworkFacts facts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("identity", facts.network());
    json.put("name", facts.kind().title());
    json.put("weights", facts.origin().text());
    ArrayNode hashes = json.putArray("sha256");
    facts.sha256().forEach(hashes::add);
    json.put("preprocessing", facts.preprocessing());
    return json;
  }

  private static ArrayNode metrics(List<Measured> metrics) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Measured metric : metrics) {
      ObjectNode own = json.addObject();
      own.put("metric", metric.measure().label());
      own.put("name", metric.name());
      own.put("better", metric.measure().lowerIsBetter() ? "lower" : "higher");
      own.put("extrapolated", metric.extrapolated());
      estimate(own, metric.estimate());
      metric.floor().ifPresent(floor -> estimate(own.putObject("realAgainstReal"), floor));
    }
    return json;
  }

  private static void estimate(ObjectNode json, Estimate estimate) {
    json.put("value", estimate.value());
    json.put("low", estimate.interval().low());
    json.put("high", estimate.interval().high());
    json.put("confidence", estimate.interval().confidence());
    json.put("n", estimate.n());
  }

  private static ObjectNode difference(FolderMetrics.Difference difference) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("paired", difference.paired());
    ArrayNode metrics = json.putArray("metrics");
    difference
        .of()
        .forEach(
            (measure, comparison) -> {
              ObjectNode own = metrics.addObject();
              own.put("metric", measure.label());
              own.put("difference", comparison.difference());
              own.put("low", comparison.interval().low());
              own.put("high", comparison.interval().high());
              own.put("confidence", comparison.interval().confidence());
              own.put("n", comparison.n());
              own.put("excludesZero", comparison.excludesZero());
            });
    return json;
  }
}
