package org.collapselab.evaluator.evaluation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Evaluation;
import org.collapselab.artifacts.RealDatasets;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.Metric;
import org.collapselab.contracts.recipe.EvaluationRecipe;
import org.collapselab.contracts.recipe.RealDatasetRecipe;

/** What evaluations read from the store and leave there. */
@ApplicationScoped
public class EvaluationStore {

  private static final int REMEMBERED = 8;

  private final org.collapselab.artifacts.Evaluations evaluations;
  private final RealDatasets realDatasets;
  private final Map<Key, RealDatasetRecipe> remembered = new LruMap<>(REMEMBERED);

  EvaluationStore(ArtifactStore store) {
    this.evaluations = new org.collapselab.artifacts.Evaluations(store);
    this.realDatasets = new RealDatasets(store);
  }

  /** The recipe of a real data set. */
  RealDatasetRecipe realDataset(Key key) {
    synchronized (remembered) {
      return remembered.computeIfAbsent(key, realDatasets::get);
    }
  }

  /** The metrics of an evaluation that was made before. */
  Optional<List<Metric>> metrics(EvaluationRecipe recipe) {
    return evaluations.find(recipe.key()).map(Evaluation::metrics);
  }

  /** Stores an evaluation; what was stored first stands and is returned. */
  List<Metric> put(EvaluationRecipe recipe, List<Metric> metrics) {
    return evaluations.put(new Evaluation(recipe, metrics)).metrics();
  }
}
