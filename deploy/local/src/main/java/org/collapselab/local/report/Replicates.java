package org.collapselab.local.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summarizingDouble;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.local.evaluator.MetricView;

/**
 * Conditions of one group as one row: the mean of their values, and the range of them in place of
 * an interval. Of three values a range says what there is to say.
 */
final class Replicates {
  private final ExperimentSpec spec;

  private record Place(String name, String group, int iteration) {}

  Replicates(ExperimentSpec spec) {
    this.spec = spec;
  }

  /** The most conditions in one group; 1 where none is replicated. */
  int most() {
    return spec.conditions().stream()
        .collect(groupingBy(ConditionSpec::groupName))
        .values()
        .stream()
        .mapToInt(List::size)
        .max()
        .orElse(1);
  }

  /** The groups and the conditions without one, in the spec's order. */
  List<String> names() {
    return spec.conditions().stream().map(ConditionSpec::groupName).distinct().toList();
  }

  /** The metrics of the groups, and of the conditions without one as they are. */
  List<MetricView> merged(List<MetricView> metrics) {
    Map<String, String> groups =
        spec.conditions().stream().collect(toMap(ConditionSpec::name, ConditionSpec::groupName));
    return metrics.stream()
        .collect(
            groupingBy(
                metric ->
                    new Place(
                        metric.name(),
                        groups.getOrDefault(metric.condition(), metric.condition()),
                        metric.iteration()),
                LinkedHashMap::new,
                toList()))
        .entrySet()
        .stream()
        .map(entry -> merged(entry.getKey(), entry.getValue()))
        .toList();
  }

  private MetricView merged(Place place, List<MetricView> replicates) {
    MetricView any = replicates.get(0);
    if (replicates.size() == 1 && any.condition().equals(place.group())) {
      return any;
    }
    DoubleSummaryStatistics values =
        replicates.stream().collect(summarizingDouble(MetricView::value));
    return new MetricView(
        place.group(),
        any.iteration(),
        any.name(),
        any.network(),
        values.getAverage(),
        values.getMin(),
        values.getMax(),
        any.confidence(),
        any.n(),
        any.floor(),
        replicates.stream().allMatch(MetricView::reused));
  }
}
