package org.collapselab.evaluator.readmodel;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import org.collapselab.contracts.event.WorkFailed;

/** What was given up, and why. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Failures implements PanacheRepositoryBase<FailureRow, Long> {

  /** Notes a failure; the last reason stands. */
  public void note(WorkFailed event) {
    getEntityManager()
        .createNativeQuery(
            """
            insert into failure
              (experiment, condition, iteration, service, work, reason, failed_at)
            values (:experiment, :condition, :iteration, :service, :work, :reason, now())
            on conflict (experiment, condition, iteration, service, work)
              do update set reason = excluded.reason
            """)
        .setParameter("experiment", event.experiment())
        .setParameter("condition", event.condition())
        .setParameter("iteration", event.iteration())
        .setParameter("service", event.service())
        .setParameter("work", event.work())
        .setParameter("reason", event.reason())
        .executeUpdate();
  }

  /** The failures of an experiment. */
  public List<FailureRow> of(String experiment) {
    return list("experiment = ?1 order by failedAt, id", experiment);
  }
}
