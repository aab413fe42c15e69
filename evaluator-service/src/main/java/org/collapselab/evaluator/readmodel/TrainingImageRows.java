package org.collapselab.evaluator.readmodel;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images of the training sets. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class TrainingImageRows implements PanacheRepositoryBase<TrainingImageRow, Long> {

  /** The verdicts on the first attempts of an iteration. */
  public FirstAttempts firstAttempts(String experiment, String condition, int iteration) {
    Object[] counts =
        getEntityManager()
            .createQuery(
                """
                select count(i), coalesce(sum(case when i.accepted then 0 else 1 end), 0)
                from TrainingImageRow i
                where i.experiment = ?1 and i.condition = ?2 and i.iteration = ?3
                  and i.attempt = 0 and i.judgedAt is not null
                """,
                Object[].class)
            .setParameter(1, experiment)
            .setParameter(2, condition)
            .setParameter(3, iteration)
            .getSingleResult();
    return new FirstAttempts(Math.toIntExact((Long) counts[0]), Math.toIntExact((Long) counts[1]));
  }

  /** The counts of every iteration of an experiment that has images. */
  public Map<IterationName, ImageCounts> counts(String experiment) {
    Map<IterationName, ImageCounts> counts = new HashMap<>();
    getEntityManager()
        .createQuery(
            """
            select i.condition, i.iteration, count(i), count(i.madeAt),
              coalesce(sum(case when i.reused then 1 else 0 end), 0), count(i.judgedAt),
              coalesce(sum(case when i.accepted = false then 1 else 0 end), 0),
              min(i.requestedAt), max(i.madeAt)
            from TrainingImageRow i where i.experiment = ?1 group by i.condition, i.iteration
            """,
            Object[].class)
        .setParameter(1, experiment)
        .getResultList()
        .forEach(
            row ->
                counts.put(
                    new IterationName((String) row[0], (Integer) row[1]),
                    new ImageCounts(
                        (Long) row[2],
                        (Long) row[3],
                        (Long) row[4],
                        (Long) row[5],
                        (Long) row[6],
                        Optional.ofNullable((Instant) row[7]),
                        Optional.ofNullable((Instant) row[8]))));
    return counts;
  }

  /** The images that a filter names, by condition, iteration, slot and attempt. */
  public List<TrainingImageRow> matching(ImageFilter filter) {
    StringBuilder where =
        new StringBuilder("experiment = :experiment and slot >= :slot and slot < :endSlot");
    Map<String, Object> values =
        new HashMap<>(
            Map.of(
                "experiment",
                filter.experiment(),
                "slot",
                filter.slot(),
                "endSlot",
                filter.endSlot()));
    filter.condition().ifPresent(value -> add(where, values, "condition", value));
    filter.iteration().ifPresent(value -> add(where, values, "iteration", value));
    filter.accepted().ifPresent(value -> add(where, values, "accepted", value));
    return list(where + " order by condition, iteration, slot, attempt", values);
  }

  private static void add(
      StringBuilder where, Map<String, Object> values, String field, Object value) {
    where.append(" and ").append(field).append(" = :").append(field);
    values.put(field, value);
  }
}
