package org.collapselab.evaluator.api;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.artifacts.RealDatasets;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.BaseCheckpointRecipe;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.Recipe;
import org.collapselab.contracts.spec.ResolvedExperiment;

/** What a new experiment may start from. */
@Path("/api/inputs")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class InputsResource {

  private final ExperimentReader reader;
  private final Checkpoints checkpoints;
  private final RealDatasets realDatasets;

  InputsResource(ExperimentReader reader, ArtifactStore store) {
    this.reader = reader;
    this.checkpoints = new Checkpoints(store);
    this.realDatasets = new RealDatasets(store);
  }

  /** The checkpoints and real data sets of the experiments so far, the latest first. */
  @GET
  public KnownInputs inputs() {
    List<ResolvedExperiment> experiments = reader.resolved();
    return new KnownInputs(
        distinct(experiments, ResolvedExperiment::checkpoint, this::checkpoint),
        distinct(experiments, ResolvedExperiment::realDataset, this::realDataset));
  }

  private static <T> List<T> distinct(
      List<ResolvedExperiment> experiments,
      Function<ResolvedExperiment, Key> key,
      Function<Key, Optional<T>> known) {
    return experiments.stream().map(key).distinct().map(known).flatMap(Optional::stream).toList();
  }

  private Optional<KnownInputs.Checkpoint> checkpoint(Key key) {
    return checkpoints
        .find(key)
        .map(manifest -> new KnownInputs.Checkpoint(key, name(manifest.recipe())));
  }

  private static String name(Recipe recipe) {
    return recipe instanceof BaseCheckpointRecipe base ? base.name() : "fine-tuned";
  }

  private Optional<KnownInputs.RealDataset> realDataset(Key key) {
    if (!realDatasets.exists(key)) {
      return Optional.empty();
    }
    RealDatasetRecipe recipe = realDatasets.get(key);
    return Optional.of(new KnownInputs.RealDataset(key, recipe.name(), recipe.images().size()));
  }
}
