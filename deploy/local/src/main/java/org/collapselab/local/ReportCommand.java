package org.collapselab.local;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.collapselab.local.evaluator.EvaluatorClient;
import org.collapselab.local.evaluator.ExperimentSummary;
import org.collapselab.local.platform.DataFolder;
import org.collapselab.local.platform.Installation;
import org.collapselab.local.platform.Platform;
import org.collapselab.local.platform.Service;
import org.collapselab.local.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lab report}: writes the report of an experiment anew, finished or not. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Writes the report of an experiment of the data folder, as far as it has come.")
final class ReportCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation = Installation.current();

  @Mixin private DataOption data;

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT",
      description = "id of the experiment (default: the one submitted last)")
  private String experiment;

  ReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    DataFolder folder = data.folder(installation);
    Optional<String> url = folder.evaluatorUrl();
    if (url.isPresent()) {
      write(new EvaluatorClient(url.get()), folder);
    } else {
      try (Platform platform =
          Platform.start(installation, folder, EnumSet.of(Service.EVALUATOR), 0, terminal::say)) {
        write(new EvaluatorClient(platform.evaluatorUrl()), folder);
      }
    }
    return ExitStatus.DONE.code();
  }

  private void write(EvaluatorClient evaluator, DataFolder folder) {
    String id = experiment == null ? latest(evaluator, folder) : experiment;
    Path report =
        new Report(evaluator, folder).write(EvaluatorClient.parseView(evaluator.viewJson(id)));
    terminal.print("report: " + report);
  }

  private static String latest(EvaluatorClient evaluator, DataFolder folder) {
    List<ExperimentSummary> all = evaluator.experiments();
    if (all.isEmpty()) {
      throw new LabException(
          ExitStatus.BAD_INPUT, folder.root() + " has no experiment: 'lab run' runs one");
    }
    return all.get(0).id();
  }
}
