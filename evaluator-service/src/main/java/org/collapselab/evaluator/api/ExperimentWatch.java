package org.collapselab.evaluator.api;

import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.collapselab.evaluator.readmodel.LossCurve;
import org.collapselab.evaluator.watch.Part;
import org.collapselab.evaluator.watch.Snapshot;
import org.collapselab.evaluator.watch.Watches;

/**
 * What there is to see of the experiments: of all of them their list; of one its view, its metrics,
 * the loss curve of each training and, at last, that it has ended.
 */
@ApplicationScoped
class ExperimentWatch {

  private final Watches watches;
  private final ExperimentReader reader;
  private final Documents documents;

  ExperimentWatch(Watches watches, ExperimentReader reader, Documents documents) {
    this.watches = watches;
    this.reader = reader;
    this.documents = documents;
  }

  /** The list of experiments, without end. */
  Multi<Part> all() {
    return watches.watch(
        "all", () -> new Snapshot(List.of(only("experiments", reader.all())), false));
  }

  /** An experiment that there is, until it has ended. */
  Multi<Part> one(String id) {
    return watches.watch("experiment " + id, () -> look(id));
  }

  private Snapshot look(String id) {
    ExperimentReader.Whole whole = reader.whole(id).orElseThrow();
    ExperimentView view = whole.view();
    List<Part> parts = new ArrayList<>();
    parts.add(only("view", view));
    parts.add(only("metrics", whole.metrics()));
    whole.training().forEach(curve -> parts.add(training(curve)));
    boolean ended = view.finishedAt().isPresent();
    if (ended) {
      parts.add(Part.only("end", view.status(), documents.json(view.status())));
    }
    return new Snapshot(parts, ended);
  }

  private Part only(String kind, Object answer) {
    return Part.only(kind, documents.tag(answer), documents.json(answer));
  }

  private Part training(LossCurve curve) {
    return new Part(
        "training",
        "training " + curve.iteration() + " " + curve.condition(),
        curve.checkpoint() + " " + curve.steps().size(),
        documents.json(curve));
  }
}
