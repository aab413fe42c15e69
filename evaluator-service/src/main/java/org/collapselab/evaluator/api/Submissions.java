package org.collapselab.evaluator.api;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.collapselab.contracts.Json;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.evaluator.readmodel.Experiments;
import org.collapselab.evaluator.readmodel.Status;
import org.collapselab.outbox.Outbox;

/** Takes experiments on, and lets them go. */
@ApplicationScoped
class Submissions {

  private final Experiments experiments;
  private final SubmissionChecks checks;
  private final Outbox outbox;

  Submissions(Experiments experiments, SubmissionChecks checks, Outbox outbox) {
    this.experiments = experiments;
    this.checks = checks;
    this.outbox = outbox;
  }

  /** An experiment that was submitted, and whether it is new. */
  record Submission(String id, boolean isNew) {}

  Submission submit(byte[] json) {
    ResolvedExperiment experiment = Json.read(Json.parse(json), ResolvedExperiment.class);
    checks.check(experiment);
    return submit(experiment);
  }

  /** Takes on an experiment that was checked. */
  Submission submit(ResolvedExperiment experiment) {
    boolean isNew = QuarkusTransaction.requiringNew().call(() -> experiments.submit(experiment));
    outbox.flush();
    return new Submission(experiment.experiment(), isNew);
  }

  void cancel(String id) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              var row = experiments.locked(id).orElseThrow(() -> ExperimentsResource.unknown(id));
              if (row.status() == Status.RUNNING) {
                experiments.cancel(row, "cancelled through the API");
              } else if (row.status() != Status.CANCELLED) {
                throw ProblemException.of(
                    Response.Status.CONFLICT,
                    "experiment " + id + " has ended: " + row.status().word());
              }
            });
    outbox.flush();
  }
}
