package org.collapselab.contracts.spec;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/**
 * One arm of an experiment. What it says of generation and training stands in place of what the
 * experiment says; see {@link ExperimentSpec#generation(ConditionSpec)} and its like.
 *
 * @param name lower-case letters, digits, dots and dashes
 * @param group shared by conditions that differ by their seeds alone, if there are such
 * @param syntheticFraction the share of the training set that is generated, for each iteration
 * @param regime what is trained on beside an iteration's own images; replace, if not given
 * @param syntheticSource {@code base} or a checkpoint's key, which then makes the generated images
 *     of every iteration; the previous iteration's checkpoint does, if not given
 * @param curation replaces generated images of low quality, if given
 * @param colourMatching brings generated images to the real ones' colours, if given
 * @param from overrides the experiment's {@code training.from}, if given
 * @param seed overrides the experiment's for everything but the evaluation, if given
 * @param strength overrides {@code generation.strength}, if given
 * @param scheduler overrides {@code generation.scheduler}, if given
 * @param guidance overrides {@code generation.guidance}, if given
 * @param learningRate overrides {@code training.learningRate}, if given
 * @param epochs overrides {@code training.epochs}, if given
 */
public record ConditionSpec(
    String name,
    Optional<String> group,
    List<Double> syntheticFraction,
    int iterations,
    Optional<Regime> regime,
    Optional<String> syntheticSource,
    Optional<CurationSpec> curation,
    Optional<ColourMatching> colourMatching,
    Optional<TrainingSpec.From> from,
    Optional<Long> seed,
    Optional<Double> strength,
    Optional<String> scheduler,
    Optional<Double> guidance,
    Optional<Double> learningRate,
    Optional<Integer> epochs) {
  /** The most iterations of a condition. */
  public static final int MAX_ITERATIONS = 100;

  private static final String BASE = "base";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,62}[a-z0-9])?");

  public ConditionSpec {
    checkName(name, "name");
    Require.present(group, "group").ifPresent(text -> checkName(text, "group"));
    Require.within(iterations, 1, MAX_ITERATIONS, "iterations");
    syntheticFraction =
        Require.list(syntheticFraction, iterations, iterations, "syntheticFraction");
    for (int i = 0; i < syntheticFraction.size(); i++) {
      Require.within(syntheticFraction.get(i), 0, 1, "syntheticFraction[" + i + "]");
    }
    Require.present(regime, "regime");
    Require.present(syntheticSource, "syntheticSource").ifPresent(ConditionSpec::checkSource);
    Require.present(curation, "curation");
    Require.present(colourMatching, "colourMatching");
    Require.present(from, "from");
    Require.present(seed, "seed")
        .ifPresent(value -> Require.within(value, 0, Require.MAX_SAFE_INTEGER, "seed"));
    Require.present(strength, "strength");
    Require.present(scheduler, "scheduler");
    Require.present(guidance, "guidance");
    Require.present(learningRate, "learningRate");
    Require.present(epochs, "epochs");
  }

  /** A condition with the experiment's own seed and settings. */
  public ConditionSpec(
      String name,
      List<Double> syntheticFraction,
      int iterations,
      Optional<CurationSpec> curation,
      Optional<TrainingSpec.From> from) {
    this(
        name,
        Optional.empty(),
        syntheticFraction,
        iterations,
        Optional.empty(),
        Optional.empty(),
        curation,
        Optional.empty(),
        from,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static void checkName(String name, String field) {
    Require.present(name, field);
    if (!NAME.matcher(name).matches()) {
      throw new ContractViolationException(
          field,
          "expected 1 to 64 lower-case letters, digits, dots or dashes but found '" + name + "'");
    }
  }

  private static void checkSource(String source) {
    if (!source.equals(BASE) && !Key.matches(source)) {
      throw new ContractViolationException(
          "syntheticSource", "expected 'base' or a checkpoint's key but found '" + source + "'");
    }
  }

  /**
   * The checkpoint that makes an iteration's generated images.
   *
   * @param base the experiment's base checkpoint
   * @param previous the previous iteration's checkpoint
   */
  public Key maker(Key base, Key previous) {
    return syntheticSource
        .map(source -> source.equals(BASE) ? base : Key.parse(source))
        .orElse(previous);
  }

  /** What an iteration's training set is made of. */
  public Regime regimeOrReplace() {
    return regime.orElse(Regime.REPLACE);
  }

  /** What reports put conditions together by: the group, or the condition alone. */
  public String groupName() {
    return group.orElse(name);
  }

  /** The share of the training set of an iteration, counted from 1. */
  public double fractionAt(int iteration) {
    return syntheticFraction.get(iteration - 1);
  }

  /** How many of {@code images} slots are synthetic in an iteration, counted from 1. */
  public int syntheticAt(int iteration, int images) {
    return (int) Math.round(fractionAt(iteration) * images);
  }

  /** How many images the training set of an iteration has, of {@code images} slots. */
  public int trainingImagesAt(int iteration, int images) {
    int size = images;
    for (int i = 1; i <= iteration && regimeOrReplace() == Regime.ACCUMULATE; i++) {
      size += syntheticAt(i, images);
    }
    return size;
  }

  /**
   * How many different real images the condition needs: as many as there are slots in every
   * iteration up to the last that has a real image. None where images may come back.
   */
  public long freshRealImages(int images) {
    long needed = 0;
    for (int i = 1; i <= iterations && regimeOrReplace() == Regime.FRESH_REAL; i++) {
      if (syntheticAt(i, images) < images) {
        needed = (long) i * images;
      }
    }
    return needed;
  }
}
