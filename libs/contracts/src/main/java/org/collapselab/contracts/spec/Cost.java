package org.collapselab.contracts.spec;

/**
 * What an experiment takes, in an empty store. Conditions that have begun alike share their images,
 * checkpoints and evaluations, which count once.
 *
 * @param trainingImages generated for training sets, if curation rejects none
 * @param replacements that curation may ask for at most
 * @param evaluationImages generated to measure checkpoints
 * @param checkpoints trained
 * @param trainingSteps of all checkpoints
 * @param samplingPasses of the U-Net forward over one image, to generate all but replacements
 * @param trainingPasses of the U-Net forward and back over one image, to train
 * @param evaluations of checkpoints, the base included
 * @param events announced, progress of training aside
 * @param bytes in the store: checkpoints' changed weights, and PNGs at half of their pixels' size
 */
public record Cost(
    long trainingImages,
    long replacements,
    long evaluationImages,
    int checkpoints,
    long trainingSteps,
    long samplingPasses,
    long trainingPasses,
    int evaluations,
    long events,
    long bytes) {

  /**
   * Estimates an experiment.
   *
   * @param trainedBytes of the files that training changes, for each checkpoint
   */
  public static Cost of(ExperimentSpec spec, long trainedBytes) {
    return new CostCount(spec).cost(trainedBytes);
  }
}
