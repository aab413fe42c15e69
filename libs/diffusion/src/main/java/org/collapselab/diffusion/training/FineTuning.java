package org.collapselab.diffusion.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.safetensors.SafetensorsWriter;
import org.collapselab.diffusion.scheduler.NoiseSchedule;
import org.collapselab.diffusion.unet.UNet2DConditionModel;

/**
 * A fine-tuning of the U-Net, step by step. It changes the given weights in place; they stay the
 * caller's. One thread at a time may use it, and it may be another one for each call.
 */
public final class FineTuning implements AutoCloseable {

  private final Weights weights;
  private final Map<String, NDArray> trained;
  private final Examples examples;
  private final FineTuningSettings settings;
  private final DenoisingLoss loss;
  private final Draws draws;
  private final GradientClip clip;
  private final AdamW optimizer;
  private final Optional<Ema> ema;
  private int step;

  private FineTuning(
      UNet2DConditionModel unet,
      Weights weights,
      Predicate<String> trainable,
      NoiseSchedule schedule,
      Examples examples,
      FineTuningSettings settings) {
    this.weights = weights;
    this.trained = weights.select(trainable);
    if (trained.isEmpty()) {
      throw new IllegalArgumentException("fine-tuning: no parameter of the weights is trainable");
    }
    this.examples = examples;
    this.settings = settings;
    loss =
        new DenoisingLoss(
            unet, weights, schedule, settings.predictionType(), settings.computation());
    draws = new Draws(settings.seed(), examples.size());
    clip = new GradientClip(settings.gradientClip());
    trained.values().forEach(parameter -> parameter.setRequiresGradient(true));
    optimizer = new AdamW(trained, settings.weightDecay());
    ema =
        settings.emaDecay() > 0
            ? Optional.of(new Ema(trained, settings.emaDecay()))
            : Optional.empty();
  }

  /**
   * Starts a run that trains all weights.
   *
   * @param weights changed in place
   */
  public static FineTuning start(
      UNet2DConditionModel unet,
      Weights weights,
      NoiseSchedule schedule,
      Examples examples,
      FineTuningSettings settings) {
    return start(unet, weights, name -> true, schedule, examples, settings);
  }

  /**
   * Starts a run.
   *
   * @param weights changed in place
   * @param trainable which weights are trained, by name
   * @throws IllegalArgumentException if none is
   */
  public static FineTuning start(
      UNet2DConditionModel unet,
      Weights weights,
      Predicate<String> trainable,
      NoiseSchedule schedule,
      Examples examples,
      FineTuningSettings settings) {
    return new FineTuning(unet, weights, trainable, schedule, examples, settings);
  }

  /**
   * Goes on with a run where {@link #save} left it, bit for bit.
   *
   * @param folder the folder it was saved to; a state that is torn is passed over for the one
   *     before
   * @param weights the weights the run started from; the trained ones are overwritten
   * @param trainable which weights are trained, by name
   * @throws IOException if no state is whole or can be read, or it is that of a run with other
   *     settings or other parameters
   */
  public static FineTuning resume(
      Path folder,
      UNet2DConditionModel unet,
      Weights weights,
      Predicate<String> trainable,
      NoiseSchedule schedule,
      Examples examples,
      FineTuningSettings settings)
      throws IOException {
    FineTuning run = new FineTuning(unet, weights, trainable, schedule, examples, settings);
    try {
      run.restore(folder);
      return run;
    } catch (IOException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  /** Goes on with a run that trains all weights; see the other {@code resume}. */
  public static FineTuning resume(
      Path folder,
      UNet2DConditionModel unet,
      Weights weights,
      NoiseSchedule schedule,
      Examples examples,
      FineTuningSettings settings)
      throws IOException {
    return resume(folder, unet, weights, name -> true, schedule, examples, settings);
  }

  /**
   * Whether a whole state of a run lies in the folder.
   *
   * @throws IOException if it cannot be read
   */
  public static boolean isSaved(Path folder) throws IOException {
    return newest(folder).isPresent();
  }

  private static Optional<Path> newest(Path folder) throws IOException {
    for (Path state : new StateFiles(folder).newestFirst()) {
      if (StateFiles.isWhole(state)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  /** Whether all steps are done. */
  public boolean finished() {
    return step >= settings.steps();
  }

  /** The number of steps done. */
  public int stepsDone() {
    return step;
  }

  /**
   * Does the next step.
   *
   * @throws DivergedException if the loss or the gradients are no longer finite
   * @throws IllegalStateException if the run is finished
   */
  public StepReport step() {
    if (finished()) {
      throw new IllegalStateException("all " + settings.steps() + " steps are done");
    }
    long start = System.nanoTime();
    double stepLoss = backward();
    double learningRate = settings.learningRate(step);
    double norm;
    try (Gradients gradients = Gradients.of(List.copyOf(trained.values()))) {
      norm = clip.apply(gradients);
      if (!Double.isFinite(stepLoss) || !Double.isFinite(norm)) {
        gradients.zero();
        throw new DivergedException(step + 1, stepLoss, norm);
      }
      optimizer.step(gradients, learningRate);
      gradients.zero();
    }
    ema.ifPresent(Ema::update);
    step++;
    double millis = (System.nanoTime() - start) / 1e6;
    return new StepReport(step, settings.steps(), stepLoss, norm, learningRate, millis);
  }

  private double backward() {
    int batch = settings.batch();
    int[] indices = draws.indices(step, batch);
    boolean[] dropped = draws.dropped(step, batch, settings.captionDropout());
    int[] timesteps = draws.timesteps(step, batch, loss.timesteps());
    int rows = settings.computation().rows(batch);
    double sum = 0;
    for (int from = 0; from < batch; from += rows) {
      int to = Math.min(from + rows, batch);
      try (NDManager manager = weights.manager().newSubManager()) {
        int[] some = Arrays.copyOfRange(indices, from, to);
        NDArray latents = examples.latents(manager, some);
        NDArray context = examples.contexts(manager, some, Arrays.copyOfRange(dropped, from, to));
        Shape shape = latents.getShape();
        float[] noise = draws.noise(step, from, to, (int) (shape.size() / (to - from)));
        sum +=
            loss.backward(
                latents,
                manager.create(noise, shape),
                Arrays.copyOfRange(timesteps, from, to),
                context,
                (to - from) / (double) batch);
      }
    }
    return sum;
  }

  /**
   * Saves everything {@link #resume} needs, in a file of its own; when this returns it is on the
   * disk, and of older ones only the last is left.
   *
   * @throws IOException if it cannot be written
   */
  public void save(Path folder) throws IOException {
    settle(write(folder));
  }

  /**
   * The quick half of {@link #save}: writes the state as it is now, and leaves it to the operating
   * system when it comes to the disk. Steps may go on while another thread does {@link #settle}.
   *
   * @return the new file
   * @throws IOException if it cannot be written
   */
  public Path write(Path folder) throws IOException {
    return new StateFiles(folder).write(step, channel -> state().write(channel, step, settings));
  }

  /**
   * The slow half of {@link #save}, which any thread may do: waits until the file is on the disk,
   * and removes older ones but the last.
   *
   * @param state from {@link #write}
   * @throws IOException if the disk fails
   */
  public static void settle(Path state) throws IOException {
    StateFiles.force(state);
  }

  private void restore(Path folder) throws IOException {
    Path state =
        newest(folder)
            .orElseThrow(() -> new IOException(folder + ": there is no whole state of a run"));
    new StateFiles(folder).removeNewerThan(state);
    step = state().read(state, weights.manager(), settings);
    optimizer.restoreSteps(step);
    ema.ifPresent(average -> average.restoreUpdates(step));
  }

  private TrainingState state() {
    return new TrainingState(
        trained,
        optimizer.firstMoments(),
        optimizer.secondMoments(),
        ema.map(Ema::averages).orElse(Map.of()));
  }

  /**
   * The weights the run leads to: averaged ones where there is an average, the others as they are.
   */
  public Map<String, NDArray> result() {
    Map<String, NDArray> result = new LinkedHashMap<>(weights.arrays());
    ema.ifPresent(average -> result.putAll(average.averages()));
    return result;
  }

  /**
   * Writes {@link #result} as a new safetensors file.
   *
   * @throws IOException if the file exists or cannot be written
   */
  public void writeWeights(Path file) throws IOException {
    SafetensorsWriter.write(file, Map.of("format", "pt"), result());
  }

  /** Frees the optimiser's state; the weights are the caller's and stay. */
  @Override
  public void close() {
    ema.ifPresent(Ema::close);
    optimizer.close();
    trained.values().forEach(parameter -> parameter.setRequiresGradient(false));
  }
}
