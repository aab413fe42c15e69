package org.collapselab.evaluator.api;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import org.collapselab.evaluator.evaluation.EvaluationFacts;
import org.collapselab.evaluator.readmodel.ImageCounts;
import org.collapselab.evaluator.readmodel.ProgressRow;

/** What an iteration is at. */
public enum State {
  /** For the iteration before it. */
  WAITING,
  /** The images of its training set are made and judged. */
  GENERATING,
  /** Its checkpoint is trained. */
  TRAINING,
  /** Its checkpoint is measured. */
  EVALUATING,
  /** Done. */
  MEASURED,
  /** Given up. */
  FAILED;

  /** The word for it in the API. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static State of(
      boolean failed,
      ImageCounts images,
      Optional<ProgressRow> progress,
      Optional<EvaluationFacts> evaluation) {
    if (evaluation.flatMap(EvaluationFacts::announcedAt).isPresent()) {
      return MEASURED;
    }
    if (failed) {
      return FAILED;
    }
    if (evaluation.isPresent() || progress.flatMap(ProgressRow::trained).isPresent()) {
      return EVALUATING;
    }
    if (progress.flatMap(ProgressRow::dataset).isPresent()) {
      return TRAINING;
    }
    return images.requested() > 0 ? GENERATING : WAITING;
  }
}
