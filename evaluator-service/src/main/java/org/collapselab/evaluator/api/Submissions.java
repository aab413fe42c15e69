package org.collapselab.evaluator.api;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.artifacts.RealDatasets;
import org.collapselab.contracts.Json;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.evaluator.readmodel.Experiments;
import org.collapselab.evaluator.readmodel.Status;
import org.collapselab.outbox.Outbox;

/** Takes experiments on, and lets them go. */
@ApplicationScoped
class Submissions {

  private static final int FEWEST_REPLICATES = 20;
  private static final int FEWEST_IMAGES = 8;

  private final Experiments experiments;
  private final Checkpoints checkpoints;
  private final RealDatasets realDatasets;
  private final Outbox outbox;

  Submissions(Experiments experiments, ArtifactStore store, Outbox outbox) {
    this.experiments = experiments;
    this.checkpoints = new Checkpoints(store);
    this.realDatasets = new RealDatasets(store);
    this.outbox = outbox;
  }

  /** An experiment that was submitted, and whether it is new. */
  record Submission(String id, boolean isNew) {}

  Submission submit(byte[] json) {
    ResolvedExperiment experiment = Json.read(Json.parse(json), ResolvedExperiment.class);
    check(experiment);
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

  // What cannot be measured is refused now, not after the images are made.
  private void check(ResolvedExperiment experiment) {
    ResolvedExperiment same =
        ResolvedExperiment.of(experiment.spec(), experiment.checkpoint(), experiment.realDataset());
    if (!same.experiment().equals(experiment.experiment())) {
      throw ProblemException.unprocessable(
          "experiment",
          "expected '%s', which its content gives, but found '%s'"
              .formatted(same.experiment(), experiment.experiment()));
    }
    var evaluation = experiment.spec().evaluation();
    if (evaluation.bootstrapReplicates() < FEWEST_REPLICATES) {
      throw ProblemException.unprocessable(
          "spec.evaluation.bootstrapReplicates",
          "expected at least %d but found %d"
              .formatted(FEWEST_REPLICATES, evaluation.bootstrapReplicates()));
    }
    if (evaluation.images() < FEWEST_IMAGES) {
      throw ProblemException.unprocessable(
          "spec.evaluation.images",
          "expected at least %d but found %d".formatted(FEWEST_IMAGES, evaluation.images()));
    }
    if (!checkpoints.exists(experiment.checkpoint())) {
      throw ProblemException.unprocessable(
          "checkpoint", "the store has no checkpoint " + experiment.checkpoint());
    }
    if (!realDatasets.exists(experiment.realDataset())) {
      throw ProblemException.unprocessable(
          "realDataset", "the store has no real data set " + experiment.realDataset());
    }
    int real = realDatasets.get(experiment.realDataset()).images().size();
    if (real < FEWEST_IMAGES) {
      throw ProblemException.unprocessable(
          "realDataset", "expected at least %d images but found %d".formatted(FEWEST_IMAGES, real));
    }
  }
}
