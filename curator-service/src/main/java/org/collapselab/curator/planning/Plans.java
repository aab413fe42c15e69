package org.collapselab.curator.planning;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;
import org.collapselab.contracts.Key;

/** The plans, one per experiment, condition and iteration. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Plans implements PanacheRepositoryBase<PlanRow, Long> {

  private static final String NAMED = "experiment = ?1 and condition = ?2 and iteration = ?3";

  /** The plan of this name. */
  public Optional<PlanRow> named(PlanName name) {
    return find(NAMED, name.experiment(), name.condition(), name.iteration()).firstResultOptional();
  }

  /**
   * The plan of this name, locked until the transaction ends: what several replicas decide about
   * one plan, they decide one after the other.
   */
  public Optional<PlanRow> locked(PlanName name) {
    return find(NAMED, name.experiment(), name.condition(), name.iteration())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  /**
   * Opens the plan of this name unless there is one; empty if there is.
   *
   * @param source the checkpoint that makes its images
   * @param previous the checkpoint of the iteration before
   */
  Optional<PlanRow> open(PlanName name, Key source, Key previous) {
    int opened =
        getEntityManager()
            .createNativeQuery(
                """
                insert into plan
                  (experiment, condition, iteration, source, previous, state, planned_at)
                values
                  (:experiment, :condition, :iteration, :source, :previous, 'OPEN', now())
                on conflict (experiment, condition, iteration) do nothing
                """)
            .setParameter("experiment", name.experiment())
            .setParameter("condition", name.condition())
            .setParameter("iteration", name.iteration())
            .setParameter("source", source.value())
            .setParameter("previous", previous.value())
            .executeUpdate();
    return opened == 0 ? Optional.empty() : named(name);
  }
}
