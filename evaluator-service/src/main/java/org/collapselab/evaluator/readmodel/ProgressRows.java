package org.collapselab.evaluator.readmodel;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;

/** How far the iterations of the experiments have come. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class ProgressRows implements PanacheRepositoryBase<ProgressRow, Long> {

  /** The iterations of an experiment of which anything is known. */
  public List<ProgressRow> of(String experiment) {
    return list("experiment = ?1 order by condition, iteration", experiment);
  }
}
