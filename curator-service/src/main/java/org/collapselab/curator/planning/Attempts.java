package org.collapselab.curator.planning;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;

/** The attempts at the synthetic slots of the plans. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Attempts implements PanacheRepositoryBase<AttemptRow, Long> {

  /** An attempt at a slot of a plan. */
  public Optional<AttemptRow> of(PlanRow plan, int slot, int attempt) {
    return find("planId = ?1 and slot = ?2 and attempt = ?3", plan.id(), slot, attempt)
        .firstResultOptional();
  }

  /** Every attempt of a plan. */
  public List<AttemptRow> of(PlanRow plan) {
    return list("planId = ?1 order by slot, attempt", plan.id());
  }

  /**
   * Whether images of the plan are still to be seen. Replacements are asked for in the transaction
   * that records a round's last verdict, so a plan without such images has all its slots settled.
   */
  public boolean pending(PlanRow plan) {
    return count("planId = ?1 and judged = false", plan.id()) > 0;
  }
}
