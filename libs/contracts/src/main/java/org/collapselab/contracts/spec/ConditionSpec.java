package org.collapselab.contracts.spec;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Require;

/**
 * One arm of an experiment.
 *
 * @param name lower-case letters, digits, dots and dashes
 * @param syntheticFraction the share of the training set that is generated, for each iteration
 * @param curation replaces generated images of low quality, if given
 * @param from overrides the experiment's {@code training.from}, if given
 */
public record ConditionSpec(
    String name,
    List<Double> syntheticFraction,
    int iterations,
    Optional<CurationSpec> curation,
    Optional<TrainingSpec.From> from) {
  /** The most iterations of a condition. */
  public static final int MAX_ITERATIONS = 100;

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,62}[a-z0-9])?");

  public ConditionSpec {
    Require.present(name, "name");
    if (!NAME.matcher(name).matches()) {
      throw new ContractViolationException(
          "name",
          "expected 1 to 64 lower-case letters, digits, dots or dashes but found '" + name + "'");
    }
    Require.within(iterations, 1, MAX_ITERATIONS, "iterations");
    syntheticFraction =
        Require.list(syntheticFraction, iterations, iterations, "syntheticFraction");
    for (int i = 0; i < syntheticFraction.size(); i++) {
      Require.within(syntheticFraction.get(i), 0, 1, "syntheticFraction[" + i + "]");
    }
    Require.present(curation, "curation");
    Require.present(from, "from");
  }

  /** The share of the training set of an iteration, counted from 1. */
  public double fractionAt(int iteration) {
    return syntheticFraction.get(iteration - 1);
  }

  /** How many of {@code images} slots are synthetic in an iteration, counted from 1. */
  public int syntheticAt(int iteration, int images) {
    return (int) Math.round(fractionAt(iteration) * images);
  }
}
