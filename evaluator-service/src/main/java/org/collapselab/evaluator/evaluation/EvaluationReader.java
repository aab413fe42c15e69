package org.collapselab.evaluator.evaluation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.evaluator.readmodel.ImageFacts;
import org.collapselab.evaluator.readmodel.ImageFilter;
import org.collapselab.evaluator.readmodel.JsonText;

/** What is known of the measurements of an experiment. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class EvaluationReader {

  private final EntityManager database;

  EvaluationReader(EntityManager database) {
    this.database = database;
  }

  /** The measurements that an experiment subscribed to, by condition and iteration. */
  public List<EvaluationFacts> of(String experiment) {
    Map<String, long[]> counts = counts(experiment);
    return database
        .createQuery(
            """
            select s, e from SubscriptionRow s, EvaluationRow e
            where e.key = s.evaluation and s.experiment = ?1 order by s.condition, s.iteration
            """,
            Object[].class)
        .setParameter(1, experiment)
        .getResultStream()
        .map(row -> facts((SubscriptionRow) row[0], (EvaluationRow) row[1], counts))
        .toList();
  }

  /** The evaluation images that a filter names; none of them was judged. */
  public List<ImageFacts> images(ImageFilter filter) {
    if (filter.accepted().isPresent()) {
      return List.of();
    }
    return database
        .createQuery(
            """
            select i, s.condition, s.iteration from SubscriptionRow s, EvaluationImageRow i
            where i.evaluation = s.evaluation and s.experiment = :experiment
              and (:condition is null or s.condition = :condition)
              and (:iteration is null or s.iteration = :iteration)
              and i.slot >= :slot and i.slot < :endSlot
            order by s.condition, s.iteration, i.slot
            """,
            Object[].class)
        .setParameter("experiment", filter.experiment())
        .setParameter("condition", filter.condition().orElse(null))
        .setParameter("iteration", filter.iteration().orElse(null))
        .setParameter("slot", filter.slot())
        .setParameter("endSlot", filter.endSlot())
        .getResultStream()
        .map(row -> ((EvaluationImageRow) row[0]).facts((String) row[1], (Integer) row[2]))
        .toList();
  }

  private Map<String, long[]> counts(String experiment) {
    Map<String, long[]> counts = new HashMap<>();
    database
        .createQuery(
            """
            select i.evaluation, count(i), count(i.madeAt) from EvaluationImageRow i
            where i.evaluation in (
              select s.evaluation from SubscriptionRow s where s.experiment = ?1)
            group by i.evaluation
            """,
            Object[].class)
        .setParameter(1, experiment)
        .getResultList()
        .forEach(row -> counts.put((String) row[0], new long[] {(Long) row[1], (Long) row[2]}));
    return counts;
  }

  private static EvaluationFacts facts(
      SubscriptionRow subscription, EvaluationRow evaluation, Map<String, long[]> counts) {
    // A measurement found in the store never asked for its images.
    long all = evaluation.recipe().images().size();
    long[] known = counts.getOrDefault(evaluation.key, new long[] {all, all});
    return new EvaluationFacts(
        subscription.condition,
        subscription.iteration,
        evaluation.key(),
        Key.parse(evaluation.checkpoint),
        subscription.reused,
        known[0],
        known[1],
        evaluation.requestedAt,
        Optional.ofNullable(evaluation.measuredAt),
        Optional.ofNullable(subscription.announcedAt),
        subscription.metrics == null ? List.of() : JsonText.metrics(subscription.metrics));
  }
}
