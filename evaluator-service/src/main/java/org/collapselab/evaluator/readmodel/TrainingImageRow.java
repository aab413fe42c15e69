package org.collapselab.evaluator.readmodel;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.Purpose;

/** An image that was asked for to fill a slot of a training set. */
@Entity
@Table(name = "training_image")
public class TrainingImageRow {

  @Id Long id;
  String experiment;
  String condition;
  int iteration;
  int slot;
  int attempt;
  String image;
  String caption;

  @Column(name = "requested_at")
  Instant requestedAt;

  @Column(name = "made_at")
  Instant madeAt;

  Boolean reused;

  @Column(name = "judged_at")
  Instant judgedAt;

  Boolean accepted;
  String scores;
  String reasons;

  /** The image as the API tells of it. */
  public ImageFacts facts() {
    return new ImageFacts(
        condition,
        iteration,
        Purpose.TRAINING,
        slot,
        attempt,
        Key.parse(image),
        Optional.ofNullable(caption),
        madeAt != null,
        Optional.ofNullable(accepted),
        scores == null ? new TreeMap<>() : JsonText.scores(scores),
        reasons == null ? List.of() : JsonText.reasons(reasons));
  }
}
