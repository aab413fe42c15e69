package org.collapselab.evaluator.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.collapselab.contracts.event.Purpose;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.evaluator.evaluation.EvaluationFacts;
import org.collapselab.evaluator.evaluation.EvaluationReader;
import org.collapselab.evaluator.readmodel.ExperimentRow;
import org.collapselab.evaluator.readmodel.Experiments;
import org.collapselab.evaluator.readmodel.FailureFacts;
import org.collapselab.evaluator.readmodel.FailureRow;
import org.collapselab.evaluator.readmodel.Failures;
import org.collapselab.evaluator.readmodel.ImageCounts;
import org.collapselab.evaluator.readmodel.ImageFacts;
import org.collapselab.evaluator.readmodel.ImageFilter;
import org.collapselab.evaluator.readmodel.IterationName;
import org.collapselab.evaluator.readmodel.LossCurve;
import org.collapselab.evaluator.readmodel.ProgressRow;
import org.collapselab.evaluator.readmodel.ProgressRows;
import org.collapselab.evaluator.readmodel.TrainingImageRow;
import org.collapselab.evaluator.readmodel.TrainingImageRows;
import org.collapselab.evaluator.readmodel.TrainingSteps;

/** Reads what the API tells, each answer in one transaction. */
@ApplicationScoped
@Transactional
class ExperimentReader {

  private final Experiments experiments;
  private final ProgressRows progress;
  private final TrainingImageRows trainingImages;
  private final EvaluationReader evaluations;
  private final Failures failures;
  private final TrainingSteps trainingSteps;

  ExperimentReader(
      Experiments experiments,
      ProgressRows progress,
      TrainingImageRows trainingImages,
      EvaluationReader evaluations,
      Failures failures,
      TrainingSteps trainingSteps) {
    this.experiments = experiments;
    this.progress = progress;
    this.trainingImages = trainingImages;
    this.evaluations = evaluations;
    this.failures = failures;
    this.trainingSteps = trainingSteps;
  }

  List<ExperimentSummary> all() {
    return experiments.latestFirst().stream().map(ExperimentSummary::of).toList();
  }

  /** What the experiments are made of, the latest first. */
  List<ResolvedExperiment> resolved() {
    return experiments.latestFirst().stream().map(ExperimentRow::resolved).toList();
  }

  boolean isKnown(String id) {
    return experiments.findByIdOptional(id).isPresent();
  }

  /** An experiment with everything but its images. */
  record Whole(ExperimentView view, List<MetricView> metrics, List<LossCurve> training) {}

  Optional<Whole> whole(String id) {
    return experiments
        .findByIdOptional(id)
        .map(row -> new Whole(view(row), metrics(row), trainingSteps.of(id)));
  }

  Optional<ExperimentView> view(String id) {
    return experiments.findByIdOptional(id).map(this::view);
  }

  Optional<List<MetricView>> metrics(String id) {
    return experiments.findByIdOptional(id).map(this::metrics);
  }

  Optional<List<LossCurve>> training(String id) {
    return experiments.findByIdOptional(id).map(row -> trainingSteps.of(id));
  }

  Optional<List<ImageFacts>> images(ImageFilter filter, Optional<Purpose> purpose) {
    if (!isKnown(filter.experiment())) {
      return Optional.empty();
    }
    List<ImageFacts> images = new ArrayList<>();
    if (purpose.orElse(Purpose.TRAINING) == Purpose.TRAINING) {
      trainingImages.matching(filter).stream().map(TrainingImageRow::facts).forEach(images::add);
    }
    if (purpose.orElse(Purpose.EVALUATION) == Purpose.EVALUATION) {
      images.addAll(evaluations.images(filter));
    }
    return Optional.of(images);
  }

  private List<MetricView> metrics(ExperimentRow row) {
    return MetricView.of(row.resolved().spec(), evaluations.of(row.id()));
  }

  private ExperimentView view(ExperimentRow row) {
    ResolvedExperiment resolved = row.resolved();
    List<FailureFacts> failed = failures.of(row.id()).stream().map(FailureRow::facts).toList();
    Known known =
        new Known(
            trainingImages.counts(row.id()),
            byName(progress.of(row.id()), p -> new IterationName(p.condition(), p.iteration())),
            byName(evaluations.of(row.id()), e -> new IterationName(e.condition(), e.iteration())));
    return new ExperimentView(
        row.id(),
        row.name(),
        row.status().word(),
        row.submittedAt(),
        row.finishedAt(),
        Instant.now(),
        resolved.checkpoint(),
        resolved.realDataset(),
        resolved.spec(),
        resolved.spec().conditions().stream()
            .map(condition -> condition(condition, resolved.spec().images(), known, failed))
            .toList(),
        failed);
  }

  private record Known(
      Map<IterationName, ImageCounts> images,
      Map<IterationName, ProgressRow> progress,
      Map<IterationName, EvaluationFacts> evaluations) {}

  private static ExperimentView.Condition condition(
      ConditionSpec condition, int images, Known known, List<FailureFacts> failed) {
    List<ExperimentView.Iteration> iterations = new ArrayList<>();
    for (int iteration = 0; iteration <= condition.iterations(); iteration++) {
      IterationName name = new IterationName(condition.name(), iteration);
      ImageCounts counts = known.images().getOrDefault(name, ImageCounts.NONE);
      Optional<ProgressRow> progress = Optional.ofNullable(known.progress().get(name));
      Optional<EvaluationFacts> evaluation = Optional.ofNullable(known.evaluations().get(name));
      boolean hasFailed =
          failed.stream()
              .anyMatch(f -> name.equals(new IterationName(f.condition(), f.iteration())));
      iterations.add(
          new ExperimentView.Iteration(
              iteration,
              State.of(hasFailed, counts, progress, evaluation),
              iteration == 0 ? 0 : condition.fractionAt(iteration),
              iteration == 0 ? 0 : condition.syntheticAt(iteration, images),
              counts,
              progress.flatMap(ProgressRow::dataset),
              progress.flatMap(ProgressRow::training),
              evaluation));
    }
    return new ExperimentView.Condition(condition.name(), iterations);
  }

  private static <T> Map<IterationName, T> byName(List<T> values, Function<T, IterationName> name) {
    return values.stream().collect(Collectors.toMap(name, value -> value));
  }
}
