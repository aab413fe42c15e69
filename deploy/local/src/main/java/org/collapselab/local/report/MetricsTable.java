package org.collapselab.local.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.local.evaluator.MetricView;
import org.collapselab.local.text.Columns;

/**
 * One metric of all conditions: a row for each condition, a column for each iteration.
 *
 * @param rows condition to iteration to metric, in the experiment's order
 * @param replicates how many conditions a row stands for at most
 */
public record MetricsTable(
    String name, Map<String, Map<Integer, MetricView>> rows, int replicates) {

  /** A table for each metric, with a row for each group of replicates. */
  static List<MetricsTable> ofGroups(List<MetricView> metrics, ExperimentSpec spec) {
    var replicates = new Replicates(spec);
    return of(replicates.merged(metrics), replicates.names(), replicates.most());
  }

  /**
   * A table for each metric, in the order they come.
   *
   * @param conditions the order of the rows
   */
  static List<MetricsTable> of(List<MetricView> metrics, List<String> conditions) {
    return of(metrics, conditions, 1);
  }

  private static List<MetricsTable> of(
      List<MetricView> metrics, List<String> conditions, int replicates) {
    Map<String, Map<String, Map<Integer, MetricView>>> tables = new LinkedHashMap<>();
    List<MetricView> ordered =
        metrics.stream()
            .sorted(Comparator.comparingInt(metric -> conditions.indexOf(metric.condition())))
            .toList();
    for (MetricView metric : ordered) {
      tables
          .computeIfAbsent(metric.name(), name -> new LinkedHashMap<>())
          .computeIfAbsent(metric.condition(), name -> new TreeMap<>())
          .put(metric.iteration(), metric);
    }
    var list = new ArrayList<MetricsTable>();
    tables.forEach((name, rows) -> list.add(new MetricsTable(name, rows, replicates)));
    return list;
  }

  int lastIteration() {
    return rows.values().stream()
        .flatMap(row -> row.keySet().stream())
        .mapToInt(Integer::intValue)
        .max()
        .orElse(0);
  }

  MetricView any() {
    return rows.values().iterator().next().values().iterator().next();
  }

  /** The number of images behind it, confidence and floor, in words. */
  String basis() {
    MetricView any = any();
    String floor =
        any.floor()
            .map(
                f ->
                    "; real against real images at n = %d: %s"
                        .formatted(f.n(), estimate(f.value(), f.low(), f.high())))
            .orElse("");
    return "n = %s, %s, network %s%s"
        .formatted(
            sizes(),
            replicates > 1
                ? "mean and range of " + replicates + " replicates"
                : "%.0f %% intervals".formatted(100 * any.confidence()),
            any.network().isEmpty() ? "none" : any.network(),
            floor);
  }

  private String sizes() {
    IntSummaryStatistics sizes =
        rows.values().stream()
            .flatMap(row -> row.values().stream())
            .mapToInt(MetricView::n)
            .summaryStatistics();
    return sizes.getMin() == sizes.getMax()
        ? Integer.toString(sizes.getMin())
        : sizes.getMin() + " to " + sizes.getMax();
  }

  /** The cells, the heading first. */
  List<List<String>> cells() {
    var cells = new ArrayList<List<String>>();
    var heading = new ArrayList<String>(List.of("condition"));
    for (int i = 0; i <= lastIteration(); i++) {
      heading.add(i == 0 ? "base" : Integer.toString(i));
    }
    cells.add(heading);
    rows.forEach(
        (condition, row) -> {
          var line = new ArrayList<String>(List.of(condition));
          for (int i = 0; i <= lastIteration(); i++) {
            line.add(Optional.ofNullable(row.get(i)).map(MetricsTable::cell).orElse(""));
          }
          cells.add(line);
        });
    return cells;
  }

  private static String cell(MetricView metric) {
    return estimate(metric.value(), metric.low(), metric.high());
  }

  /** A value and its interval, with as many decimals for all three as fit the value. */
  private static String estimate(double value, double low, double high) {
    String format = "%1$s [%1$s, %1$s]".formatted(decimals(value));
    return String.format(Locale.ROOT, format, value, low, high);
  }

  static String number(double value) {
    return String.format(Locale.ROOT, decimals(value), value);
  }

  private static String decimals(double value) {
    double size = Math.abs(value);
    return size >= 100 ? "%.1f" : size >= 1 ? "%.2f" : "%.4f";
  }

  /** All metrics as plain text with aligned columns, replicates as one row. */
  public static String text(List<MetricView> metrics, ExperimentSpec spec) {
    var text = new StringBuilder();
    for (MetricsTable table : ofGroups(metrics, spec)) {
      text.append(MetricNames.title(table.name())).append('\n');
      text.append('(').append(table.basis()).append(")\n");
      List<List<String>> cells = table.cells();
      Columns.aligned(cells).forEach(line -> text.append("  ").append(line).append('\n'));
      text.append('\n');
    }
    return text.toString();
  }
}
