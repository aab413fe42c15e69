package org.collapselab.scaling;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.CurationSpec;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.GenerationSpec;
import org.collapselab.contracts.spec.TrainingSpec;

/** An experiment as curator and evaluator take it through its iterations. */
final class Experiment {
  private static final String BASE = "base";

  private final String name;
  private final ExperimentSpec spec;
  private final Platform platform;
  private final Runnable ended;
  private final Set<String> asked = new HashSet<>();
  private int iterationsLeft;
  private int measurementsLeft;

  Experiment(String name, ExperimentSpec spec, Platform platform, Runnable ended) {
    this.name = name;
    this.spec = spec;
    this.platform = platform;
    this.ended = ended;
    spec.conditions().forEach(Experiment::checkModelled);
    this.iterationsLeft = spec.conditions().stream().mapToInt(ConditionSpec::iterations).sum();
  }

  /**
   * What conditions may say over the experiment's settings is modelled as far as paper.yaml says
   * it.
   */
  private static void checkModelled(ConditionSpec condition) {
    if (Stream.of(
            condition.regime(),
            condition.syntheticSource(),
            condition.seed(),
            condition.strength(),
            condition.scheduler(),
            condition.guidance(),
            condition.learningRate(),
            condition.epochs())
        .anyMatch(Optional::isPresent)) {
      throw new IllegalArgumentException(
          "condition %s: expected no regime, source, seed or settings of its own, which are not modelled"
              .formatted(condition.name()));
    }
  }

  void submit() {
    measure(BASE);
    for (ConditionSpec condition : spec.conditions()) {
      plan(condition, 1, BASE);
    }
  }

  private void plan(ConditionSpec condition, int iteration, String parent) {
    int synthetic = condition.syntheticAt(iteration, spec.images());
    generate(condition, iteration, parent, synthetic, 0);
  }

  /** Asks for images, and again for those that are rejected. */
  private void generate(
      ConditionSpec condition, int iteration, String parent, int images, int attempt) {
    if (images == 0) {
      train(condition, iteration, parent);
      return;
    }
    var source = new Shard.Source(id(parent), "training " + iteration + " " + attempt);
    int rejected =
        condition
            .curation()
            .filter(curation -> attempt + 1 < curation.maxAttempts())
            .map(curation -> (int) Math.round(images * curation.falseRejectionRate()))
            .orElse(0);
    var judged = new Countdown(images);
    boolean seeded = spec.generation().mode() == GenerationSpec.Mode.IMAGE_TO_IMAGE;
    request(
        source,
        images,
        seeded ? platform.times().seededImage() : platform.times().image(),
        size ->
            platform
                .curators()
                .submit(
                    size * platform.times().judge(),
                    () -> {
                      if (judged.by(size)) {
                        generate(condition, iteration, parent, rejected, attempt + 1);
                      }
                    }));
  }

  private void train(ConditionSpec condition, int iteration, String parent) {
    boolean fromBase = condition.from().orElse(spec.training().from()) == TrainingSpec.From.BASE;
    int synthetic = condition.syntheticAt(iteration, spec.images());
    String dataset = synthetic == 0 ? "real" : synthetic + " of " + parent + "|" + iteration;
    if (condition.colourMatching().isPresent()) {
      dataset += condition.colourMatching().get();
    }
    if (condition.curation().isPresent()) {
      CurationSpec curation = condition.curation().get();
      dataset += curation;
    }
    String checkpoint = "[" + iteration + " " + (fromBase ? BASE : parent) + " + " + dataset + "]";
    String named = platform.shortName(checkpoint);
    long steps = spec.training().parameters(spec.images(), spec.generation().width()).steps();
    platform
        .trainers()
        .subscribe(
            id(named),
            steps,
            () -> {
              iterationsLeft--;
              measure(named);
              if (iteration < condition.iterations()) {
                plan(condition, iteration + 1, named);
              }
            });
  }

  private void measure(String checkpoint) {
    if (!asked.add(checkpoint)) {
      return;
    }
    measurementsLeft++;
    platform.evaluations().enter(() -> generate(checkpoint));
  }

  private void generate(String checkpoint) {
    int images = spec.evaluation().images();
    var made = new Countdown(images);
    request(
        new Shard.Source(id(checkpoint), "evaluation"),
        images,
        platform.times().image(),
        size -> {
          if (made.by(size)) {
            platform.evaluations().leave();
            platform.evaluators().submit(images * platform.times().measure(), this::measured);
          }
        });
  }

  private void measured() {
    measurementsLeft--;
    if (iterationsLeft == 0 && measurementsLeft == 0) {
      ended.run();
    }
  }

  private void request(Shard.Source source, int images, double seconds, IntConsumer made) {
    int size = spec.generation().shardSize();
    for (int from = 0; from < images; from += size) {
      int first = from;
      int last = Math.min(images, from + size);
      platform
          .generators()
          .request(new Shard(source, first, last, seconds, () -> made.accept(last - first)));
    }
  }

  /** Experiments on other seeds share the base checkpoint's weights, and nothing they make. */
  private String id(String checkpoint) {
    return name + "/" + checkpoint;
  }

  private static final class Countdown {
    private int left;

    private Countdown(int left) {
      this.left = left;
    }

    private boolean by(int count) {
      left -= count;
      return left == 0;
    }
  }
}
