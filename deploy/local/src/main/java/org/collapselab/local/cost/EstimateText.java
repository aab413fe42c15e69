package org.collapselab.local.cost;

import java.util.Locale;
import org.collapselab.contracts.spec.Cost;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.local.platform.DiskSpace;

/** An estimate in words. */
public final class EstimateText {
  /** What the two machines do that times are told for: rounded figures, held for hours. */
  private static final double TWO_CORES = 5e10;

  private static final double GPU = 5e13;

  private final StringBuilder text = new StringBuilder();

  private EstimateText() {}

  /** A line for each count, then what is needed. */
  public static String of(Estimate estimate) {
    var writer = new EstimateText();
    writer.counts(estimate);
    writer.computation(estimate);
    writer.needs(estimate);
    return writer.text.toString().stripTrailing();
  }

  private void counts(Estimate estimate) {
    Cost cost = estimate.cost();
    ExperimentSpec spec = estimate.spec();
    line("experiment", spec.name() + ", " + counted(spec.conditions().size(), "condition"));
    line(
        "images",
        "%s to generate: %s for training sets, %s to measure checkpoints"
            .formatted(
                number(cost.trainingImages() + cost.evaluationImages()),
                number(cost.trainingImages()),
                number(cost.evaluationImages())));
    if (cost.replacements() > 0) {
      line("", "at most %s more in place of rejected ones".formatted(number(cost.replacements())));
    }
    line(
        "training",
        "%s of %s images, %s"
            .formatted(
                counted(cost.trainingSteps(), "step"),
                number(spec.training().batch()),
                counted(cost.checkpoints(), "checkpoint")));
    line(
        "evaluations",
        "%s of %s images"
            .formatted(number(cost.evaluations()), number(spec.evaluation().images())));
    line("events", number(cost.events()));
    line(
        "disk",
        estimate.model().isPresent()
            ? DiskSpace.text(cost.bytes())
            : DiskSpace.text(cost.bytes()) + " and the checkpoints, whose size is unknown");
  }

  private void computation(Estimate estimate) {
    if (estimate.computation().isEmpty()) {
      line("computation", "unknown without the model's configuration");
      return;
    }
    Computation computation = estimate.computation().get();
    line(
        "computation",
        format(
            "%.2g floating-point operations of the U-Net: %.2g to generate, %.2g to train",
            computation.operations(),
            computation.samplingOperations(),
            computation.trainingOperations()));
    line("", time(computation, TWO_CORES) + " at 0.05 TFLOP/s, about what two cores do");
    line("", time(computation, GPU) + " at 50 TFLOP/s, about what a data-centre GPU does");
  }

  private void needs(Estimate estimate) {
    ExperimentSpec spec = estimate.spec();
    line("model", spec.model() + " " + words(estimate.weights()));
    estimate
        .computation()
        .ifPresent(
            computation ->
                line(
                    "",
                    "reckoned with the U-Net of %s: %s parameters"
                        .formatted(
                            estimate.model().orElseThrow(), number(computation.parameters()))));
    line("real images", spec.realDataset() + " " + words(estimate.images()));
    line("", "at least %s, each with its caption".formatted(number(spec.images())));
    estimate
        .computation()
        .ifPresent(
            computation ->
                line(
                    "memory",
                    "%s on the device that trains, activations aside"
                        .formatted(DiskSpace.text(computation.trainingBytes()))));
  }

  private static String words(Estimate.Input input) {
    return switch (input) {
      case HERE -> "is here";
      case MISSING -> "is not here and has to be fetched or made first";
      case STORED -> "has to be in the store";
    };
  }

  private static String time(Computation computation, double operationsPerSecond) {
    double hours = computation.hoursAt(operationsPerSecond);
    if (hours * 3600 < 60) {
      return format("%.0f seconds", Math.ceil(hours * 3600));
    }
    if (hours < 1) {
      return format("%.1f minutes", hours * 60);
    }
    return hours < 48 ? format("%.1f hours", hours) : format("%,.1f days", hours / 24);
  }

  private static String counted(long count, String noun) {
    return number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  private static String number(long count) {
    return format("%,d", count);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private void line(String subject, String words) {
    text.append("%-12s %s%n".formatted(subject, words));
  }
}
