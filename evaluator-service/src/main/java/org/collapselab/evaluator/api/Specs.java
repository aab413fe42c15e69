package org.collapselab.evaluator.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.artifacts.StoreLayout;
import org.collapselab.artifacts.StoredObject;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.spec.Cost;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.contracts.spec.SpecException;
import org.collapselab.contracts.spec.SpecException.Problem;
import org.collapselab.contracts.spec.SpecReader;

/**
 * Specs as a person writes them, in YAML. Their model and data set are keys: the service sees no
 * folder but the store.
 */
@ApplicationScoped
class Specs {

  /** Whose weights training changes. */
  private static final String UNET = "unet/diffusion_pytorch_model.safetensors";

  private final ArtifactStore store;
  private final Checkpoints checkpoints;
  private final SubmissionChecks checks;
  private final ExperimentReader reader;

  Specs(ArtifactStore store, SubmissionChecks checks, ExperimentReader reader) {
    this.store = store;
    this.checkpoints = new Checkpoints(store);
    this.checks = checks;
    this.reader = reader;
  }

  /** Says what is wrong with a spec or, if nothing is, what it takes. */
  SpecCheck check(byte[] yaml) {
    try {
      ResolvedExperiment experiment = resolve(yaml);
      return new SpecCheck(
          List.of(),
          Optional.of(experiment.experiment()),
          Optional.of(reader.isKnown(experiment.experiment())),
          Optional.of(Cost.of(experiment.spec(), trainedBytes(experiment.checkpoint()))));
    } catch (SpecException e) {
      return SpecCheck.wrong(e.problems());
    }
  }

  /**
   * The experiment that a spec describes, which can be submitted.
   *
   * @throws SpecException listing what is wrong with it
   */
  ResolvedExperiment resolve(byte[] bytes) {
    String yaml = text(bytes);
    ExperimentSpec spec = SpecReader.read(yaml);
    List<Problem> problems = new ArrayList<>();
    requireKey(yaml, "model", spec.model(), "a checkpoint", problems);
    requireKey(yaml, "realDataset", spec.realDataset(), "a real data set", problems);
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
    ResolvedExperiment experiment =
        ResolvedExperiment.of(spec, Key.parse(spec.model()), Key.parse(spec.realDataset()));
    try {
      checks.check(experiment);
    } catch (ProblemException e) {
      throw new SpecException(
          e.problem().errors().stream()
              .map(error -> problem(yaml, inSpec(error.field()), error.detail()))
              .toList());
    }
    return experiment;
  }

  private static String text(byte[] bytes) {
    if (bytes.length > SpecReader.MAX_BYTES) {
      throw new SpecException(
          List.of(new Problem(1, "", "expected at most " + SpecReader.MAX_BYTES + " bytes")));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new SpecException(List.of(new Problem(1, "", "expected text in UTF-8")));
    }
  }

  private static void requireKey(
      String yaml, String field, String value, String of, List<Problem> problems) {
    if (!Key.matches(value)) {
      problems.add(
          problem(
              yaml,
              field,
              "expected the key of %s in the store but found '%s'".formatted(of, value)));
    }
  }

  private static Problem problem(String yaml, String field, String expected) {
    return new Problem(SpecReader.line(yaml, field), field, expected);
  }

  /** The field of a spec that a field of a resolved experiment came from. */
  private static String inSpec(String field) {
    return field.equals("checkpoint") ? "model" : field.replaceFirst("^spec\\.", "");
  }

  private long trainedBytes(Key checkpoint) {
    return checkpoints
        .find(checkpoint)
        .map(manifest -> manifest.files().get(UNET))
        .flatMap(content -> store.find(StoreLayout.blob(content)))
        .map(StoredObject::size)
        .orElse(0L);
  }
}
