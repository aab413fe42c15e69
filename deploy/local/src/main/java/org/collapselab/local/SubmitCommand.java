package org.collapselab.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.contracts.Json;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.local.evaluator.EvaluatorClient;
import org.collapselab.local.evaluator.ExperimentView;
import org.collapselab.local.evaluator.RemoteExperiment;
import org.collapselab.local.input.Inputs;
import org.collapselab.local.input.StoreVariables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab submit}: an experiment for a platform that runs elsewhere. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = {
      "Submits an experiment to a platform that runs elsewhere, such as a cluster: brings the model",
      "and the data set into its store and gives the spec to its evaluator. The store is told by the",
      "variables COLLAPSE_STORE_ENDPOINT, _ACCESS_KEY, _SECRET_KEY, _BUCKET and _REGION."
    })
final class SubmitCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "SPEC", description = "experiment spec")
  private Path spec;

  @Option(
      names = "--evaluator",
      paramLabel = "URL",
      required = true,
      description = "address of the evaluator, as in http://localhost:8080")
  private String evaluator;

  @Option(
      names = "--wait",
      description = "wait for the end, print the metrics, and fail if it does")
  private boolean wait;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "take this seed and not the spec's: nothing computed before is of use then")
  private Long seed;

  SubmitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Inputs inputs = Inputs.read(spec);
    inputs.skipped().forEach(reason -> terminal.say("left out: " + reason));
    ResolvedExperiment experiment =
        seeded(inputs.experiment(), seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
    terminal.say("bringing the model and the data set into the store");
    try (var store = new ArtifactStore(StoreVariables.settings(System.getenv()))) {
      inputs.publish(store);
    }
    var client = new EvaluatorClient(evaluator);
    ExperimentView view = client.submit(experiment);
    terminal.say("submitted as " + view.id());
    return wait ? awaitEnd(client, view) : ExitStatus.DONE.code();
  }

  private int awaitEnd(EvaluatorClient client, ExperimentView submitted)
      throws InterruptedException {
    ExperimentView view =
        new RemoteExperiment(client, submitted.id()).awaitEnd(terminal.progress()::show);
    var ending = new Ending(view, !submitted.running(), client.metrics(view.id()));
    terminal.print(ending.text());
    return ending.status().code();
  }

  /** The same experiment on another seed, which makes it another experiment. */
  static ResolvedExperiment seeded(ResolvedExperiment experiment, OptionalLong seed) {
    if (seed.isEmpty()) {
      return experiment;
    }
    ObjectNode tree = Json.tree(experiment.spec());
    tree.put("seed", seed.getAsLong());
    return ResolvedExperiment.of(
        Json.read(tree, ExperimentSpec.class), experiment.checkpoint(), experiment.realDataset());
  }
}
