package org.collapselab.local;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.collapselab.local.cost.Estimate;
import org.collapselab.local.cost.EstimateJson;
import org.collapselab.local.cost.EstimateText;
import org.collapselab.local.platform.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab cost}: what an experiment would take. */
@Command(
    name = "cost",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what an experiment takes in an empty store: images, steps, events, disk, computation;",
      "and what it needs. The model and the images it names don't have to be there."
    })
final class CostCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation = Installation.current();

  @Parameters(
      arity = "0..1",
      paramLabel = "SPEC",
      description = "experiment spec (default: deploy/experiments/laptop.yaml)")
  private Path spec;

  @Option(names = "--json", description = "print it as JSON")
  private boolean json;

  CostCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Estimate estimate = Estimate.of(spec == null ? installation.defaultSpec() : spec);
    terminal.print(json ? EstimateJson.of(estimate) : EstimateText.of(estimate));
    return ExitStatus.DONE.code();
  }
}
