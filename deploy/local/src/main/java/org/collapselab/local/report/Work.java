package org.collapselab.local.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.contracts.Key;
import org.collapselab.local.evaluator.ExperimentView;
import org.collapselab.local.evaluator.ExperimentView.Condition;
import org.collapselab.local.evaluator.ExperimentView.Iteration;

/** How much of what an experiment needs was computed for it, and how much was there. */
public record Work(Part images, Part checkpoints, Part evaluations) {

  /**
   * One kind of artifact.
   *
   * @param needed by all iterations of all conditions
   * @param shared of those, the ones that another condition of the experiment needs too, but one
   * @param found of those that are not shared, the ones an earlier experiment had made
   */
  public record Part(long needed, long shared, long found) {
    long computed() {
      return needed - shared - found;
    }
  }

  /** The work of an experiment as far as it has come. */
  public static Work of(ExperimentView view) {
    var checkpoints = new Tally();
    var evaluations = new Tally();
    long images = 0;
    long reused = 0;
    for (Condition condition : view.conditions()) {
      for (Iteration iteration : condition.iterations()) {
        images += iteration.trainingImages().made();
        reused += iteration.trainingImages().reused();
        iteration
            .training()
            .ifPresent(
                training ->
                    training
                        .reused()
                        .ifPresent(found -> checkpoints.add(training.checkpoint(), found)));
        iteration
            .evaluation()
            .filter(evaluation -> evaluation.announcedAt().isPresent())
            .ifPresent(evaluation -> evaluations.add(evaluation.key(), evaluation.reused()));
      }
    }
    // The keys of the images are not in the view: whether another condition or an earlier
    // experiment had one made, is not told apart.
    return new Work(new Part(images, 0, reused), checkpoints.part(), evaluations.part());
  }

  private static final class Tally {
    private final Map<Key, Boolean> found = new HashMap<>();
    private long needed;

    void add(Key key, boolean reused) {
      needed++;
      found.merge(key, reused, Boolean::logicalAnd);
    }

    Part part() {
      long foundBefore = found.values().stream().filter(reused -> reused).count();
      return new Part(needed, needed - found.size(), foundBefore);
    }
  }

  /** One line. */
  public String text() {
    return "computed %d of %d training images, %d of %d checkpoints, %d of %d measurements; the rest was there"
        .formatted(
            images.computed(),
            images.needed(),
            checkpoints.computed(),
            checkpoints.needed(),
            evaluations.computed(),
            evaluations.needed());
  }

  /** The counts of each kind. */
  public ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    put(node.putObject("trainingImages"), images);
    put(node.putObject("checkpoints"), checkpoints);
    put(node.putObject("evaluations"), evaluations);
    return node;
  }

  private static void put(ObjectNode node, Part part) {
    node.put("needed", part.needed());
    node.put("computed", part.computed());
  }

  List<List<String>> cells() {
    var cells = new ArrayList<List<String>>();
    cells.add(List.of("", "needed", "computed", "shared", "found"));
    cells.add(
        List.of(
            "training images",
            Long.toString(images.needed()),
            Long.toString(images.computed()),
            "(found)",
            Long.toString(images.found())));
    cells.add(row("checkpoints", checkpoints));
    cells.add(row("measurements", evaluations));
    return cells;
  }

  private static List<String> row(String name, Part part) {
    return List.of(
        name,
        Long.toString(part.needed()),
        Long.toString(part.computed()),
        Long.toString(part.shared()),
        Long.toString(part.found()));
  }
}
