package org.collapselab.contracts.event;

import java.util.List;
import java.util.SortedMap;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/**
 * A training image was judged.
 *
 * @param scores what was measured of it
 * @param reasons why it was rejected; empty when it was accepted
 */
public record ImageJudged(
    String experiment,
    String condition,
    int iteration,
    int slot,
    int attempt,
    Key image,
    boolean accepted,
    SortedMap<String, Double> scores,
    List<String> reasons)
    implements IterationEvent {
  public ImageJudged {
    Require.text(experiment, "experiment", 128);
    Require.text(condition, "condition", 64);
    Require.within(iteration, 0, 100_000, "iteration");
    Require.within(slot, 0, Integer.MAX_VALUE, "slot");
    Require.within(attempt, 0, 1_000_000, "attempt");
    Require.present(image, "image");
    scores = Require.map(scores, 256, "scores");
    scores.forEach((name, score) -> Require.finite(score, "scores." + name));
    reasons = Require.list(reasons, 0, 256, "reasons");
  }

  @Override
  public EventType type() {
    return EventType.IMAGE_JUDGED;
  }

  @Override
  public String messageKey() {
    return image.value();
  }

  @Override
  public String subject() {
    return image.value();
  }

  @Override
  public List<Object> identity() {
    return List.of(experiment, condition, iteration, slot, attempt, image);
  }
}
