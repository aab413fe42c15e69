package org.collapselab.evaluator.api;

import jakarta.enterprise.context.ApplicationScoped;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.artifacts.RealDatasets;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.EvaluationSpec;
import org.collapselab.contracts.spec.ResolvedExperiment;

/** Refuses now what could not be judged or measured after its images are made. */
@ApplicationScoped
class SubmissionChecks {

  private static final int FEWEST_REPLICATES = 20;
  private static final int FEWEST_IMAGES = 8;

  /** As few as a judge learns from. */
  private static final int FEWEST_REAL_IMAGES = 20;

  private final Checkpoints checkpoints;
  private final RealDatasets realDatasets;

  SubmissionChecks(ArtifactStore store) {
    this.checkpoints = new Checkpoints(store);
    this.realDatasets = new RealDatasets(store);
  }

  /**
   * Checks an experiment that is well-formed.
   *
   * @throws ProblemException naming the field that cannot be
   */
  void check(ResolvedExperiment experiment) {
    checkName(experiment);
    checkEvaluation(experiment.spec().evaluation());
    if (!checkpoints.exists(experiment.checkpoint())) {
      throw ProblemException.unprocessable(
          "checkpoint", "the store has no checkpoint " + experiment.checkpoint());
    }
    if (!realDatasets.exists(experiment.realDataset())) {
      throw ProblemException.unprocessable(
          "realDataset", "the store has no real data set " + experiment.realDataset());
    }
    checkSources(experiment);
    checkRealImages(experiment, realDatasets.get(experiment.realDataset()).images().size());
  }

  private void checkSources(ResolvedExperiment experiment) {
    for (int i = 0; i < experiment.spec().conditions().size(); i++) {
      Key maker =
          experiment
              .spec()
              .conditions()
              .get(i)
              .maker(experiment.checkpoint(), experiment.checkpoint());
      if (!maker.equals(experiment.checkpoint()) && !checkpoints.exists(maker)) {
        throw ProblemException.unprocessable(
            "spec.conditions[" + i + "].syntheticSource", "the store has no checkpoint " + maker);
      }
    }
  }

  private static void checkName(ResolvedExperiment experiment) {
    ResolvedExperiment same =
        ResolvedExperiment.of(experiment.spec(), experiment.checkpoint(), experiment.realDataset());
    if (!same.experiment().equals(experiment.experiment())) {
      throw ProblemException.unprocessable(
          "experiment",
          "expected '%s', which its content gives, but found '%s'"
              .formatted(same.experiment(), experiment.experiment()));
    }
  }

  private static void checkEvaluation(EvaluationSpec evaluation) {
    atLeast(
        FEWEST_REPLICATES, evaluation.bootstrapReplicates(), "spec.evaluation.bootstrapReplicates");
    atLeast(FEWEST_IMAGES, evaluation.images(), "spec.evaluation.images");
  }

  private static void checkRealImages(ResolvedExperiment experiment, int real) {
    if (real < FEWEST_REAL_IMAGES) {
      throw ProblemException.unprocessable(
          "realDataset",
          "expected at least %d images but found %d".formatted(FEWEST_REAL_IMAGES, real));
    }
    for (int i = 0; i < experiment.spec().conditions().size(); i++) {
      ConditionSpec condition = experiment.spec().conditions().get(i);
      checkFreshImages(condition, experiment.spec().images(), real, "spec.conditions[" + i + "]");
      String field = "spec.conditions[" + i + "].curation.falseRejectionRate";
      condition
          .curation()
          .map(curation -> curation.falseRejectionRate())
          .filter(rate -> rate >= 1 || Math.floor(rate * (real + 1)) < 1)
          .ifPresent(
              rate -> {
                throw ProblemException.unprocessable(
                    field,
                    "expected a share below 1 that is at least one of %d real images but found %s"
                        .formatted(real, rate));
              });
    }
  }

  private static void checkFreshImages(ConditionSpec condition, int images, int real, String path) {
    long needed = condition.freshRealImages(images);
    if (needed > real) {
      throw ProblemException.unprocessable(
          path + ".regime",
          "expected %d real images, for new ones in each iteration, but the data set has %d"
              .formatted(needed, real));
    }
  }

  private static void atLeast(int least, int found, String field) {
    if (found < least) {
      throw ProblemException.unprocessable(
          field, "expected at least %d but found %d".formatted(least, found));
    }
  }
}
