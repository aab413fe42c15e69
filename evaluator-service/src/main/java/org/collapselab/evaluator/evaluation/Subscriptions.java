package org.collapselab.evaluator.evaluation;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import org.collapselab.contracts.Key;
import org.collapselab.evaluator.readmodel.Status;

/** Who is to be told of which evaluation. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Subscriptions implements PanacheRepositoryBase<SubscriptionRow, Long> {

  /** Subscribes an iteration; each iteration is told of one evaluation. */
  void add(Wanted wanted, Key evaluation, boolean reused) {
    getEntityManager()
        .createNativeQuery(
            """
            insert into subscription
              (experiment, condition, iteration, evaluation, reused, subscribed_at)
            values (:experiment, :condition, :iteration, :evaluation, :reused, now())
            on conflict (experiment, condition, iteration) do nothing
            """)
        .setParameter("experiment", wanted.experiment())
        .setParameter("condition", wanted.condition())
        .setParameter("iteration", wanted.iteration())
        .setParameter("evaluation", evaluation.value())
        .setParameter("reused", reused)
        .executeUpdate();
  }

  /** All subscriptions of an experiment. */
  public List<SubscriptionRow> of(String experiment) {
    return list("experiment = ?1 order by condition, iteration", experiment);
  }

  /** Who subscribed to an evaluation. */
  List<SubscriptionRow> to(Key evaluation) {
    return list("evaluation", evaluation.value());
  }

  /** The subscriptions of running experiments whose evaluation is measured, and not announced. */
  List<SubscriptionRow> measured() {
    return getEntityManager()
        .createQuery(
            """
            from SubscriptionRow s
            where s.announcedAt is null
              and exists (from EvaluationRow e where e.key = s.evaluation and e.state = :measured)
              and exists (
                from ExperimentRow x where x.id = s.experiment and x.status = :running)
            order by s.id
            """,
            SubscriptionRow.class)
        .setParameter("measured", EvaluationRow.State.MEASURED)
        .setParameter("running", Status.RUNNING)
        .getResultList();
  }

  /**
   * One subscription, of an experiment that runs, for each of the first evaluations that wait for
   * their images to be asked for.
   */
  List<SubscriptionRow> next(int evaluations) {
    return getEntityManager()
        .createQuery(
            """
            from SubscriptionRow s
            where s.id in (
              select min(o.id) from SubscriptionRow o, EvaluationRow e, ExperimentRow x
              where e.key = o.evaluation and x.id = o.experiment
                and e.state = :waiting and x.status = :running
                and exists (
                  from EvaluationImageRow i where i.evaluation = e.key and i.madeAt is null)
              group by e.key)
            order by s.id
            """,
            SubscriptionRow.class)
        .setParameter("waiting", EvaluationRow.State.WAITING)
        .setParameter("running", Status.RUNNING)
        .setMaxResults(evaluations)
        .getResultList();
  }
}
