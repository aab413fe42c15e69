package org.collapselab.contracts.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A spec that is refused; the message lists every problem, a line for each. */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * One thing that is wrong.
   *
   * @param line of the text, from 1
   * @param field as in {@code conditions[2].syntheticFraction}; empty for the whole text
   */
  public record Problem(int line, String field, String expected) {
    @Override
    public String toString() {
      return "line " + line + ": " + (field.isEmpty() ? "" : field + ": ") + expected;
    }
  }

  private final transient List<Problem> problems;

  public SpecException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All problems in the order of their lines. */
  public List<Problem> problems() {
    return problems;
  }
}
