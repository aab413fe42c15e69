package org.collapselab.local.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.collapselab.local.text.Columns;
import org.collapselab.vision.evaluation.Measure;
import org.collapselab.vision.evaluation.Measured;
import org.collapselab.vision.features.NetworkFacts;
import org.collapselab.vision.statistics.Comparison;
import org.collapselab.vision.statistics.Interval;

/** Folder metrics as plain text with aligned columns. */
public final class MetricsText {

  private static final List<String> HEADING =
      List.of("metric", "value", "interval", "n", "real against real", "better");

  private MetricsText() {}

  /** The text of a result. */
  public static String of(FolderMetrics result) {
    StringBuilder text = new StringBuilder();
    text.append(basis(result)).append('\n');
    text.append(table(result.metrics()));
    result
        .groups()
        .forEach(
            (group, metrics) ->
                text.append('\n').append(group).append('\n').append(table(metrics)));
    result.difference().ifPresent(difference -> text.append('\n').append(difference(difference)));
    return text.toString().stripTrailing();
  }

  private static String basis(FolderMetrics result) {
    NetworkFacts facts = result.network();
    String sample =
        result.kept() < Math.max(result.generated(), result.real())
            ? "; of more than %d a random %d, but for the distance itself"
                .formatted(result.kept(), result.kept())
            : "";
    return """
        %d generated images, %d real ones%s
        network %s (%s), weights %s
        images enter as %s
        """
        .formatted(
            result.generated(),
            result.real(),
            sample,
            facts.network(),
            facts.kind().title(),
            facts.origin().text(),
            facts.preprocessing());
  }

  private static String table(List<Measured> metrics) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADING));
    for (Measured metric : metrics) {
      rows.add(
          List.of(
              metric.name(),
              number(metric.estimate().value()),
              interval(metric.estimate().value(), metric.estimate().interval()),
              Integer.toString(metric.estimate().n()),
              metric
                  .floor()
                  .map(
                      floor ->
                          number(floor.value())
                              + ' '
                              + interval(floor.value(), floor.interval())
                              + " at n = "
                              + floor.n())
                  .orElse(""),
              metric.measure().lowerIsBetter() ? "lower" : "higher"));
    }
    return lines(rows);
  }

  private static String difference(FolderMetrics.Difference difference) {
    List<List<String>> rows =
        new ArrayList<>(List.of(List.of("difference", "value", "interval", "n", "beyond zero")));
    for (Map.Entry<Measure, Comparison> entry : difference.of().entrySet()) {
      Comparison comparison = entry.getValue();
      rows.add(
          List.of(
              entry.getKey().label(),
              number(comparison.difference()),
              interval(comparison.difference(), comparison.interval()),
              Integer.toString(comparison.n()),
              comparison.excludesZero() ? "yes" : "no"));
    }
    return (difference.paired()
            ? "generated less baseline, paired by file name\n"
            : "generated less baseline, not paired: the files' names differ\n")
        + lines(rows);
  }

  /** With as many decimals as fit the value. */
  private static String interval(double value, Interval interval) {
    return String.format(
        Locale.ROOT, "[%1$s, %1$s]".formatted(decimals(value)), interval.low(), interval.high());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, decimals(value), value);
  }

  private static String decimals(double value) {
    double size = Math.abs(value);
    return size >= 100 ? "%.1f" : size >= 1 ? "%.3f" : "%.5f";
  }

  private static String lines(List<List<String>> rows) {
    return String.join("\n", Columns.aligned(rows)) + "\n";
  }
}
