package org.collapselab.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.collapselab.local.evaluator.ExperimentView;
import org.collapselab.local.evaluator.MetricView;
import org.collapselab.local.report.MetricsTable;
import org.collapselab.local.report.Work;

/**
 * How an experiment ended.
 *
 * @param wasComplete whether it had ended before it was submitted this time
 */
record Outcome(
    ExperimentView view,
    boolean wasComplete,
    List<MetricView> metrics,
    JsonNode metricsJson,
    Path report) {

  ExitStatus status() {
    return view.completed() ? ExitStatus.DONE : ExitStatus.EXPERIMENT;
  }

  String text() {
    var text = new StringBuilder();
    text.append(MetricsTable.text(metrics, view.spec()));
    for (ExperimentView.Failure failure : view.failures()) {
      text.append(
          "given up: %s, iteration %d, by the %s: %s%n"
              .formatted(
                  failure.condition(), failure.iteration(), failure.service(), failure.reason()));
    }
    text.append(work()).append(System.lineSeparator());
    text.append("experiment %s %s%nreport: %s".formatted(view.id(), view.status(), report));
    return text.toString();
  }

  private String work() {
    String before = wasComplete ? "nothing was left to compute; when it ran: " : "";
    return before + Work.of(view).text();
  }

  String json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("experiment", view.id());
    node.put("status", view.status());
    node.put("report", report.toString());
    node.put("wasComplete", wasComplete);
    node.set("work", Work.of(view).json());
    node.set("metrics", metricsJson);
    return node.toPrettyString();
  }
}
