package org.collapselab.local;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import org.collapselab.contracts.spec.Cost;
import org.collapselab.local.input.Inputs;
import org.collapselab.local.platform.DataFolder;
import org.collapselab.local.platform.DiskSpace;
import org.collapselab.local.platform.Installation;
import org.collapselab.local.platform.Platform;
import org.collapselab.local.platform.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab run}: an experiment from its spec to its report. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs an experiment: starts the platform, submits the spec, shows how it goes and writes the",
      "report. On the same data folder, a spec that was begun goes on, and nothing is computed twice."
    })
final class RunCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation = Installation.current();

  @Mixin private DataOption data;

  @Parameters(
      arity = "0..1",
      paramLabel = "SPEC",
      description = "experiment spec (default: deploy/experiments/laptop.yaml)")
  private Path spec;

  @Option(names = "--keep-running", description = "leave the platform running until Ctrl-C")
  private boolean keepRunning;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "port of the evaluator's API (default: any that is free)")
  private int port;

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path file = spec == null ? installation.defaultSpec() : spec;
    terminal.say("checking " + file + " and what it names");
    Inputs inputs = Inputs.read(file);
    inputs.skipped().forEach(reason -> terminal.say("left out: " + reason));
    announce(inputs);
    DataFolder folder = data.folder(installation);
    long stored = folder.storedBytes(inputs.experiment().experiment());
    DiskSpace.require(folder.root(), Math.max(0, inputs.cost().bytes() - stored));
    try (Platform platform =
        Platform.start(installation, folder, EnumSet.allOf(Service.class), port, terminal::say)) {
      terminal.say("the platform runs; watch it at " + platform.evaluatorUrl() + "/");
      Outcome outcome = new ExperimentRun(platform, terminal.progress()).run(inputs, terminal::say);
      terminal.print(json ? outcome.json() : outcome.text());
      if (keepRunning) {
        terminal.say("running on " + platform.evaluatorUrl() + "/ until Ctrl-C");
        platform.keepRunning();
      }
      return outcome.status().code();
    }
  }

  private void announce(Inputs inputs) {
    Cost cost = inputs.cost();
    terminal.say(
        "experiment %s: at most %d images to generate, %d checkpoints to train in %d steps, %s"
            .formatted(
                inputs.experiment().experiment(),
                cost.trainingImages() + cost.replacements() + cost.evaluationImages(),
                cost.checkpoints(),
                cost.trainingSteps(),
                DiskSpace.text(cost.bytes())));
  }
}
