package org.collapselab.local.lineage;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.StoredObject;
import org.collapselab.local.evaluator.EvaluatorClient;
import org.collapselab.local.evaluator.ExperimentView;
import org.collapselab.local.evaluator.ExperimentView.Condition;
import org.collapselab.local.evaluator.ExperimentView.Iteration;
import org.collapselab.local.evaluator.ImageView;

/** The objects of a store that no experiment needs, except cancelled ones. */
public final class Garbage {
  private final ArtifactStore store;
  private final List<String> names;
  private final int all;

  /** How many objects, of how many bytes. */
  public record Amount(long objects, long bytes) {
    Amount plus(long more) {
      return new Amount(objects + 1, bytes + more);
    }
  }

  private Garbage(ArtifactStore store, List<String> names, int all) {
    this.store = store;
    this.names = names;
    this.all = all;
  }

  /** Finds it; nothing else may write to the store meanwhile. */
  public static Garbage of(ArtifactStore store, EvaluatorClient evaluator) {
    var reachable = new Reachable(store);
    for (var summary : evaluator.experiments()) {
      ExperimentView view = EvaluatorClient.parseView(evaluator.viewJson(summary.id()));
      if (!view.cancelled()) {
        keep(view, evaluator.images(view.id()), reachable);
      }
    }
    Set<String> needed = reachable.names();
    List<String> all = store.list("");
    return new Garbage(
        store, all.stream().filter(name -> !needed.contains(unit(name))).toList(), all.size());
  }

  private static void keep(ExperimentView view, List<ImageView> images, Reachable reachable) {
    reachable.checkpoint(view.checkpoint());
    reachable.realDataset(view.realDataset());
    for (Condition condition : view.conditions()) {
      for (Iteration iteration : condition.iterations()) {
        iteration.dataset().ifPresent(dataset -> reachable.dataset(dataset.key()));
        iteration.training().ifPresent(training -> reachable.checkpoint(training.checkpoint()));
        iteration.evaluation().ifPresent(evaluation -> reachable.evaluation(evaluation.key()));
      }
    }
    images.forEach(image -> reachable.image(image.key()));
  }

  // The files of a training's state are needed or not together.
  private static String unit(String name) {
    return name.startsWith("training-state/")
        ? name.substring(0, name.indexOf('/', "training-state/".length()) + 1)
        : name;
  }

  /** How many objects the store has. */
  public int all() {
    return all;
  }

  /** What there is, by the kind of object. */
  public SortedMap<String, Amount> amounts() {
    SortedMap<String, Amount> amounts = new TreeMap<>();
    for (String name : names) {
      long bytes = store.find(name).map(StoredObject::size).orElse(0L);
      String kind = name.substring(0, Math.max(0, name.indexOf('/')));
      amounts.merge(kind, new Amount(1, bytes), (sum, one) -> sum.plus(one.bytes()));
    }
    return amounts;
  }

  /** Removes it. */
  public void delete() {
    names.forEach(store::delete);
  }
}
