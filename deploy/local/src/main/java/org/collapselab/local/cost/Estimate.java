package org.collapselab.local.cost;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.spec.Cost;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.diffusion.data.ImageFolder;
import org.collapselab.diffusion.pipeline.ModelPart;
import org.collapselab.local.input.SpecFile;

/**
 * What an experiment takes and what it needs.
 *
 * @param cost without the checkpoints' bytes if the model's size is unknown
 * @param model what the cost was reckoned with; empty if the spec doesn't tell
 * @param computation as far as the model is known
 * @param weights of the model
 * @param images the real ones
 */
public record Estimate(
    ExperimentSpec spec,
    Cost cost,
    Optional<String> model,
    Optional<Computation> computation,
    Input weights,
    Input images) {

  /** Something that a spec names. */
  public enum Input {
    /** On this machine. */
    HERE,
    /** To be fetched or made first. */
    MISSING,
    /** Named by its key, so it has to be in the store. */
    STORED
  }

  /**
   * Reckons.
   *
   * @throws org.collapselab.local.LabException listing every problem of the spec, or saying what is
   *     not understood of a model that is there
   */
  public static Estimate of(Path file) {
    ExperimentSpec spec = SpecFile.read(file);
    Optional<Architecture> model =
        Key.matches(spec.model())
            ? Optional.empty()
            : Architecture.of(SpecFile.named(file, spec.model()));
    long trainedBytes = model.map(known -> known.parameters() * Float.BYTES).orElse(0L);
    Cost cost = Cost.of(spec, trainedBytes);
    return new Estimate(
        spec,
        cost,
        model.map(Architecture::name),
        model.map(known -> Computation.of(spec, known, cost)),
        input(file, spec.model(), ModelPart.UNET.weightsFile()),
        input(file, spec.realDataset(), ImageFolder.METADATA));
  }

  private static Input input(Path file, String named, String holds) {
    if (Key.matches(named)) {
      return Input.STORED;
    }
    return Files.exists(SpecFile.named(file, named).resolve(holds)) ? Input.HERE : Input.MISSING;
  }
}
