package org.collapselab.evaluator.api;

import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.spec.Cost;
import org.collapselab.contracts.spec.SpecException.Problem;

/**
 * What is to be said of a spec before it is submitted.
 *
 * @param problems everything that is wrong with it, in the order of their lines
 * @param experiment the id that it would have; like the rest, only if nothing is wrong
 * @param submitted whether it was submitted before
 * @param cost what it takes in an empty store
 */
public record SpecCheck(
    List<Problem> problems,
    Optional<String> experiment,
    Optional<Boolean> submitted,
    Optional<Cost> cost) {

  static SpecCheck wrong(List<Problem> problems) {
    return new SpecCheck(problems, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
