package org.collapselab.local;

import java.util.List;
import org.collapselab.local.evaluator.ExperimentView;
import org.collapselab.local.evaluator.MetricView;
import org.collapselab.local.report.MetricsTable;
import org.collapselab.local.report.Work;

/**
 * An experiment that runs no more, and its metrics.
 *
 * @param wasComplete whether it had ended before it was submitted this time
 */
record Ending(ExperimentView view, boolean wasComplete, List<MetricView> metrics) {

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
    text.append("experiment %s %s".formatted(view.id(), view.status()));
    return text.toString();
  }

  private String work() {
    String before = wasComplete ? "nothing was left to compute; when it ran: " : "";
    return before + Work.of(view).text();
  }
}
