package org.collapselab.curator.planning;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;
import org.collapselab.contracts.event.ExperimentSubmitted;

/** The experiments this service works for. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Experiments implements PanacheRepositoryBase<ExperimentRow, String> {

  /** Remembers a submission; one that is known already changes nothing. */
  void submitted(ExperimentSubmitted event) {
    getEntityManager()
        .createNativeQuery(
            """
            insert into experiment (id, submitted, cancelled, created_at)
            values (:id, :submitted, false, now())
            on conflict (id) do update set submitted = excluded.submitted
            where experiment.submitted is null
            """)
        .setParameter("id", event.experiment())
        .setParameter("submitted", SubmissionJson.write(event))
        .executeUpdate();
  }

  /** Remembers a cancellation, also of an experiment not heard of before. */
  void cancelled(String experiment) {
    getEntityManager()
        .createNativeQuery(
            """
            insert into experiment (id, cancelled, created_at) values (:id, true, now())
            on conflict (id) do update set cancelled = true
            """)
        .setParameter("id", experiment)
        .executeUpdate();
  }

  /** The submission of an experiment that is neither unknown nor cancelled. */
  Optional<ExperimentSubmitted> active(String experiment) {
    return findByIdOptional(experiment)
        .filter(row -> !row.cancelled())
        .flatMap(ExperimentRow::submission)
        .map(SubmissionJson::read);
  }
}
