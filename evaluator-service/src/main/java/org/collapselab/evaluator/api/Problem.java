package org.collapselab.evaluator.api;

import java.util.List;

/**
 * What went wrong with a request (RFC 9457).
 *
 * @param type a URI that names the kind of problem; about:blank if the status says it all
 * @param title the kind of problem in words
 * @param status the HTTP status
 * @param detail this problem in words
 * @param errors the fields that are wrong, if it is about fields
 */
public record Problem(
    String type, String title, int status, String detail, List<FieldError> errors) {

  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /**
   * What is wrong with a field.
   *
   * @param field its path, as in {@code spec.evaluation.images}
   * @param detail what was expected
   */
  public record FieldError(String field, String detail) {}
}
