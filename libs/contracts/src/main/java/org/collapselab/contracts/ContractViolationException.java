package org.collapselab.contracts;

/** A value that breaks its contract; the message names the field and what was expected of it. */
public final class ContractViolationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  public ContractViolationException(String field, String problem) {
    super(field.isEmpty() ? problem : field + ": " + problem);
    this.field = field;
    this.problem = problem;
  }

  public ContractViolationException(String field, String problem, Throwable cause) {
    this(field, problem);
    initCause(cause);
  }

  /** The path of the field, as in {@code images[3].recipe.sampling.steps}; empty for the whole. */
  public String field() {
    return field;
  }

  /** What was expected, and what was found instead. */
  public String problem() {
    return problem;
  }

  /** The same violation seen from an object which holds the value under this path. */
  public ContractViolationException within(String path) {
    if (path.isEmpty()) {
      return this;
    }
    String whole = field.isEmpty() || field.startsWith("[") ? path + field : path + "." + field;
    return new ContractViolationException(whole, problem, this);
  }
}
