package org.collapselab.evaluator.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.Metric;
import org.collapselab.contracts.recipe.EvaluationRecipe;
import org.collapselab.contracts.recipe.Recipes;
import org.collapselab.evaluator.readmodel.JsonText;

/** A measurement: its images are asked for in its turn, and once all are there it is measured. */
@Entity
@Table(name = "evaluation")
public class EvaluationRow {

  enum State {
    WAITING,
    REQUESTED,
    MEASURED,
    FAILED
  }

  @Id String key;
  String checkpoint;
  String base;
  String recipe;

  @Enumerated(EnumType.STRING)
  State state = State.WAITING;

  String requester;
  String metrics;

  @Column(name = "requested_at")
  Instant requestedAt;

  @Column(name = "measured_at")
  Instant measuredAt;

  Key key() {
    return Key.parse(key);
  }

  Key base() {
    return Key.parse(base);
  }

  EvaluationRecipe recipe() {
    return Recipes.parse(recipe.getBytes(UTF_8), EvaluationRecipe.class);
  }

  boolean open() {
    return state == State.WAITING || state == State.REQUESTED;
  }

  boolean waiting() {
    return state == State.WAITING;
  }

  boolean failed() {
    return state == State.FAILED;
  }

  List<Metric> metrics() {
    return JsonText.metrics(metrics);
  }

  void request(String experiment) {
    requester = experiment;
    state = State.REQUESTED;
  }

  void measured(List<Metric> values) {
    metrics = JsonText.write(values);
    measuredAt = Instant.now();
    state = State.MEASURED;
  }

  void fail() {
    state = State.FAILED;
  }
}
