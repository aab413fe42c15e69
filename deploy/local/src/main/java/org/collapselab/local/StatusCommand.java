package org.collapselab.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.collapselab.local.evaluator.EvaluatorClient;
import org.collapselab.local.evaluator.ExperimentSummary;
import org.collapselab.local.evaluator.ExperimentView;
import org.collapselab.local.platform.DataFolder;
import org.collapselab.local.platform.Installation;
import org.collapselab.local.progress.ProgressDisplay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lab status}: what runs, and how far each experiment is. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows whether a platform runs on the data folder and how its experiments stand.")
final class StatusCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation = Installation.current();

  @Mixin private DataOption data;

  StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    DataFolder folder = data.folder(installation);
    Optional<String> url = folder.evaluatorUrl();
    if (url.isPresent()) {
      terminal.print("a platform runs on " + folder.root() + ": " + url.get());
      live(new EvaluatorClient(url.get()));
    } else if (folder.holder().isPresent()) {
      terminal.print("a platform starts or stops on " + folder.root());
    } else {
      terminal.print("no platform runs on " + folder.root());
      lastSeen(folder);
    }
    return ExitStatus.DONE.code();
  }

  private void live(EvaluatorClient evaluator) {
    for (ExperimentSummary summary : evaluator.experiments()) {
      show(EvaluatorClient.parseView(evaluator.viewJson(summary.id())));
    }
  }

  private void lastSeen(DataFolder folder) {
    Path seen = folder.lastSeen("any").getParent();
    if (!Files.isDirectory(seen)) {
      return;
    }
    try (var files = Files.list(seen)) {
      for (Path file : files.sorted().toList()) {
        show(EvaluatorClient.parseView(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + seen, e);
    }
  }

  private void show(ExperimentView view) {
    terminal.print(view.id() + ": " + view.status());
    List<String> lines = ProgressDisplay.lines(view);
    lines.forEach(line -> terminal.print("  " + line));
    view.failures()
        .forEach(
            failure ->
                terminal.print(
                    "  given up by the %s: %s".formatted(failure.service(), failure.reason())));
  }
}
