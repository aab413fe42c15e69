package org.collapselab.evaluator.api;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.collapselab.contracts.event.Floor;

/** Metrics as comma-separated values (RFC 4180), a metric a line, with a header. */
final class MetricsCsv {

  static final String MEDIA_TYPE = "text/csv";

  private static final String HEADER =
      "condition,iteration,synthetic_fraction,metric,network,value,low,high,confidence,n,"
          + "floor,floor_low,floor_high,floor_n,checkpoint,evaluation,reused";

  private MetricsCsv() {}

  static String of(List<MetricView> metrics) {
    return metrics.stream()
        .map(MetricsCsv::line)
        .collect(Collectors.joining("\r\n", HEADER + "\r\n", metrics.isEmpty() ? "" : "\r\n"));
  }

  private static String line(MetricView metric) {
    List<Object> cells =
        new ArrayList<>(
            List.of(
                metric.condition(),
                metric.iteration(),
                metric.syntheticFraction(),
                metric.name(),
                metric.network(),
                metric.value(),
                metric.low(),
                metric.high(),
                metric.confidence(),
                metric.n()));
    cells.addAll(metric.floor().map(MetricsCsv::floor).orElse(List.of("", "", "", "")));
    cells.addAll(List.of(metric.checkpoint(), metric.evaluation(), metric.reused()));
    return cells.stream().map(MetricsCsv::quoted).collect(Collectors.joining(","));
  }

  private static List<Object> floor(Floor floor) {
    return List.of(floor.value(), floor.low(), floor.high(), floor.n());
  }

  private static String quoted(Object cell) {
    String text = cell.toString();
    return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
