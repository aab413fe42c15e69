package org.collapselab.evaluator.api;

import jakarta.ws.rs.core.Response;
import java.util.List;

/** Ends a request with a problem. */
final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  private ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /** A problem that is not about one field. */
  static ProblemException of(Response.Status status, String detail) {
    return new ProblemException(problem(status.getStatusCode(), status.getReasonPhrase(), detail));
  }

  /** A request that is well-formed but asks for what cannot be. */
  static ProblemException unprocessable(String field, String detail) {
    return new ProblemException(field(422, "Unprocessable Content", field, detail));
  }

  /** A query parameter that cannot be read. */
  static ProblemException parameter(String name, String detail) {
    return new ProblemException(field(400, "Bad Request", name, detail));
  }

  static Problem problem(int status, String title, String detail) {
    return new Problem("about:blank", title, status, detail, List.of());
  }

  static Problem field(int status, String title, String field, String detail) {
    String whole = field.isEmpty() ? detail : field + ": " + detail;
    List<Problem.FieldError> errors =
        field.isEmpty() ? List.of() : List.of(new Problem.FieldError(field, detail));
    return new Problem("about:blank", title, status, whole, errors);
  }

  Problem problem() {
    return problem;
  }
}
