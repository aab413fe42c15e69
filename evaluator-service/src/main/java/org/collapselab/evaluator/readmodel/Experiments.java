package org.collapselab.evaluator.readmodel;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.event.ExperimentCancelled;
import org.collapselab.contracts.event.ExperimentCompleted;
import org.collapselab.contracts.event.ExperimentSubmitted;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.outbox.Outbox;

/**
 * The experiments. A change of status and the event that tells of it are committed together.
 *
 * <pre>
 *   submit ──► RUNNING ──► COMPLETED   every condition has all iterations measured
 *                 ├──────► FAILED      as far as that is possible, and work was given up
 *                 └──────► CANCELLED   at the researcher's word
 * </pre>
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Experiments implements PanacheRepositoryBase<ExperimentRow, String> {

  private final Outbox outbox;

  Experiments(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * Takes an experiment on and announces it.
   *
   * @return whether it is new; the same experiment submitted again is left as it is
   */
  public boolean submit(ResolvedExperiment experiment) {
    boolean isNew = remember(experiment);
    if (isNew) {
      outbox.add(
          new ExperimentSubmitted(
              experiment.experiment(),
              experiment.spec(),
              experiment.checkpoint(),
              experiment.realDataset()));
    }
    return isNew;
  }

  /** Takes an experiment on that was announced elsewhere, or by this service before. */
  public boolean remember(ResolvedExperiment experiment) {
    return getEntityManager()
            .createNativeQuery(
                """
                insert into experiment (id, name, resolved, status, submitted_at)
                values (:id, :name, :resolved, 'RUNNING', now())
                on conflict (id) do nothing
                """)
            .setParameter("id", experiment.experiment())
            .setParameter("name", experiment.spec().name())
            .setParameter("resolved", ResolvedJson.write(experiment))
            .executeUpdate()
        > 0;
  }

  /** The experiment if it is known and neither completed nor cancelled. */
  public Optional<ResolvedExperiment> running(String experiment) {
    return findByIdOptional(experiment)
        .filter(row -> !row.status().finished())
        .map(ExperimentRow::resolved);
  }

  /** The experiments that are neither completed nor cancelled. */
  public List<ExperimentRow> running() {
    return list("status", Status.RUNNING);
  }

  /** All experiments, the latest first. */
  public List<ExperimentRow> latestFirst() {
    return list("order by submittedAt desc, id");
  }

  /** The experiment, locked until the transaction ends. */
  public Optional<ExperimentRow> locked(String experiment) {
    return findByIdOptional(experiment, LockModeType.PESSIMISTIC_WRITE);
  }

  /**
   * Ends an experiment none of whose conditions goes on.
   *
   * @param measured whether every condition has all of its iterations measured
   */
  public void complete(ExperimentRow experiment, boolean measured) {
    experiment.finish(measured ? Status.COMPLETED : Status.FAILED);
    outbox.add(new ExperimentCompleted(experiment.id(), experiment.status().word()));
  }

  /** Ends an experiment that is no longer wanted. */
  public void cancel(ExperimentRow experiment, String reason) {
    experiment.finish(Status.CANCELLED);
    outbox.add(new ExperimentCancelled(experiment.id(), reason));
  }

  /** Ends an experiment that was cancelled elsewhere. */
  public void rememberCancelled(String experiment) {
    locked(experiment)
        .filter(row -> !row.status().finished())
        .ifPresent(row -> row.finish(Status.CANCELLED));
  }
}
