package org.collapselab.diffusion.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.training.AdamW;
import org.collapselab.diffusion.training.DivergedException;
import org.collapselab.diffusion.training.Ema;
import org.collapselab.diffusion.training.GradientClip;
import org.collapselab.diffusion.training.Gradients;

/** The training loop that all networks share. */
final class Fitting {

  private static final GradientClip CLIP = new GradientClip(1);
  private static final int POINTS_PER_SNAPSHOT = 5;

  /** A rare step whose gradients overflow is left out; more of them are a training gone wrong. */
  private static final int MOST_SKIPPED = 10;

  private final String stage;
  private final StageParameters fit;
  private final double emaDecay;
  private final PretrainingListener listener;
  private int skipped;

  Fitting(String stage, StageParameters fit, double emaDecay, PretrainingListener listener) {
    this.stage = stage;
    this.fit = fit;
    this.emaDecay = emaDecay;
    this.listener = listener;
  }

  /** The loss of one step. */
  interface Loss {
    /**
     * The loss as a scalar.
     *
     * @param manager owns everything the step makes
     * @param step counted from 0
     */
    NDArray of(NDManager manager, int step);
  }

  /** Writes weights. */
  interface Output {
    void write(Map<String, NDArray> weights) throws IOException;
  }

  /**
   * Trains the weights in place.
   *
   * @param snapshot receives, now and then, the weights or, with a decay, their moving average
   * @param output receives them at the end
   */
  StageResult run(Weights weights, Loss loss, Output snapshot, Output output) throws IOException {
    listener.started(stage, fit.steps());
    weights.arrays().values().forEach(parameter -> parameter.setRequiresGradient(true));
    LossCurve curve = new LossCurve(stage, fit.steps(), listener);
    long started = System.nanoTime();
    Optional<Ema> ema =
        emaDecay > 0 ? Optional.of(new Ema(weights.arrays(), emaDecay)) : Optional.empty();
    Map<String, NDArray> result = ema.map(Ema::averages).orElse(weights.arrays());
    try (AdamW optimizer = new AdamW(weights.arrays(), fit.weightDecay())) {
      for (int step = 0; step < fit.steps(); step++) {
        double value = backward(weights, loss, step);
        update(weights, optimizer, step, value);
        ema.ifPresent(Ema::update);
        if (curve.add(step + 1, value) && curve.points().size() % POINTS_PER_SNAPSHOT == 0) {
          snapshot.write(result);
        }
      }
      output.write(result);
    } finally {
      ema.ifPresent(Ema::close);
    }
    return new StageResult(fit, skipped, (System.nanoTime() - started) / 1e9, curve.points());
  }

  private void update(Weights weights, AdamW optimizer, int step, double loss) {
    try (Gradients gradients = Gradients.of(List.copyOf(weights.arrays().values()))) {
      double norm = CLIP.apply(gradients);
      if (Double.isFinite(norm)) {
        optimizer.step(gradients, fit.learningRateAt(step));
      } else if (Double.isFinite(loss) && skipped < MOST_SKIPPED) {
        skipped++;
        listener.skipped(stage, step + 1, names(weights, gradients));
      } else {
        throw new DivergedException(step + 1, loss, norm);
      }
      gradients.zero();
    }
  }

  /** The parameters whose gradients are not finite. */
  private static List<String> names(Weights weights, Gradients gradients) {
    List<String> names = List.copyOf(weights.arrays().keySet());
    return IntStream.range(0, names.size())
        .filter(i -> !Float.isFinite(gradients.arrays().get(i).sum().getFloat()))
        .mapToObj(names::get)
        .toList();
  }

  private static double backward(Weights weights, Loss loss, int step) {
    try (NDManager manager = weights.manager().newSubManager()) {
      NDArray value = Torch.withGradient(() -> loss.of(manager, step));
      Torch.backward(value);
      return value.getFloat();
    }
  }
}
