package org.collapselab.local.progress;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.SpecReader;
import org.collapselab.local.evaluator.ExperimentView;
import org.collapselab.local.evaluator.ExperimentView.Condition;
import org.collapselab.local.evaluator.ExperimentView.Evaluation;
import org.collapselab.local.evaluator.ExperimentView.Images;
import org.collapselab.local.evaluator.ExperimentView.Iteration;
import org.collapselab.local.evaluator.ExperimentView.Training;

/** Views of an experiment of one condition and one iteration beside the base model. */
final class Views {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
  private static final Key KEY = Key.sha256(new byte[0]);
  private static final Images NO_IMAGES =
      new Images(0, 0, 0, 0, 0, Optional.empty(), Optional.empty());
  private static final ExperimentSpec SPEC =
      SpecReader.read(
          """
          name: view
          model: model
          realDataset: data
          images: 8
          conditions:
            - name: half
              syntheticFraction: 0.5
              iterations: 1
          """);

  private Views() {}

  static ExperimentView fresh() {
    return of(iteration(0, "waiting", NO_IMAGES), iteration(1, "waiting", NO_IMAGES));
  }

  static ExperimentView generating(int made) {
    var images = new Images(4, made, 0, 0, 0, Optional.of(TIME), Optional.empty());
    return of(iteration(0, "measured", NO_IMAGES), iteration(1, "generating", images));
  }

  static ExperimentView training(int step) {
    Iteration generated =
        iteration(1, "training", new Images(4, 4, 0, 4, 0, Optional.of(TIME), Optional.of(TIME)));
    var dataset = new ExperimentView.Dataset(KEY, 4, 4, 0, 0, TIME);
    var training =
        new Training(KEY, step, 10, 0.25, Optional.empty(), Optional.of(TIME), Optional.empty());
    return of(
        iteration(0, "measured", NO_IMAGES),
        new Iteration(
            1,
            "training",
            0.5,
            4,
            generated.trainingImages(),
            Optional.of(dataset),
            Optional.of(training),
            Optional.empty()));
  }

  static ExperimentView measured() {
    return of(iteration(0, "measured", NO_IMAGES), iteration(1, "measured", NO_IMAGES));
  }

  private static Iteration iteration(int number, String state, Images images) {
    Optional<Evaluation> evaluation =
        state.equals("measured")
            ? Optional.of(new Evaluation(KEY, false, 8, 8, TIME, Optional.of(TIME)))
            : Optional.empty();
    return new Iteration(
        number, state, 0.5, 4, images, Optional.empty(), Optional.empty(), evaluation);
  }

  private static ExperimentView of(Iteration... iterations) {
    return new ExperimentView(
        "view-1",
        "view",
        "running",
        TIME,
        Optional.empty(),
        TIME,
        KEY,
        KEY,
        SPEC,
        List.of(new Condition("half", List.of(iterations))),
        List.of());
  }
}
