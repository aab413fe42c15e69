package org.collapselab.evaluator.evaluation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.Purpose;
import org.collapselab.evaluator.readmodel.ImageFacts;

/** An image that an evaluation waits for, or has. */
@Entity
@Table(name = "evaluation_image")
public class EvaluationImageRow {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  String evaluation;
  int slot;
  String image;
  String caption;

  @Column(name = "held_out")
  boolean heldOut;

  @Column(name = "made_at")
  Instant madeAt;

  Boolean reused;

  EvaluationImageRow() {}

  EvaluationImageRow(String evaluation, EvaluationPlan.Image image) {
    this.evaluation = evaluation;
    this.slot = image.slot();
    this.image = image.key().value();
    this.caption = image.prompt().text();
    this.heldOut = image.prompt().heldOut();
  }

  /** The image as the API tells of it, in the name of a subscriber. */
  ImageFacts facts(String condition, int iteration) {
    return new ImageFacts(
        condition,
        iteration,
        Purpose.EVALUATION,
        slot,
        0,
        Key.parse(image),
        Optional.of(caption),
        madeAt != null,
        Optional.empty(),
        new TreeMap<>(),
        List.of());
  }
}
