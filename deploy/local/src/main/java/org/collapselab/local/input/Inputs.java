package org.collapselab.local.input;

import java.nio.file.Path;
import java.util.List;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.contracts.spec.Cost;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.diffusion.data.OnCorrupt;
import org.collapselab.local.LabException;

/** An experiment's spec with its model and data set, all found to be in order. */
public final class Inputs {
  private final ResolvedExperiment experiment;
  private final ModelInput model;
  private final DatasetInput dataset;

  private Inputs(ResolvedExperiment experiment, ModelInput model, DatasetInput dataset) {
    this.experiment = experiment;
    this.model = model;
    this.dataset = dataset;
  }

  /**
   * Reads and checks a spec and what it names; relative paths in it start from its folder.
   *
   * @throws LabException listing every problem of the spec, or saying what is wrong with an input
   */
  public static Inputs read(Path spec) {
    ExperimentSpec read = SpecFile.read(spec);
    Path folder = spec.toAbsolutePath().getParent();
    ModelInput model = ModelInput.resolve(read.model(), folder);
    DatasetInput dataset =
        DatasetInput.resolve(read.realDataset(), folder, read.images(), onCorrupt(read));
    return new Inputs(ResolvedExperiment.of(read, model.key(), dataset.key()), model, dataset);
  }

  private static OnCorrupt onCorrupt(ExperimentSpec spec) {
    return switch (spec.corruptImages().orElse(ExperimentSpec.CorruptImages.REFUSE)) {
      case REFUSE -> OnCorrupt.REFUSE;
      case SKIP -> OnCorrupt.SKIP;
    };
  }

  public ResolvedExperiment experiment() {
    return experiment;
  }

  /** What was wrong with each real image that was left out. */
  public List<String> skipped() {
    return dataset.skipped();
  }

  /** What the experiment takes in an empty store. */
  public Cost cost() {
    return Cost.of(experiment.spec(), model.trainedBytes());
  }

  /** Makes sure that the store has the model and the data set. */
  public void publish(ArtifactStore store) {
    model.publish(store);
    dataset.publish(store);
  }
}
