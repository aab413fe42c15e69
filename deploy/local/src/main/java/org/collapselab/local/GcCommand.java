package org.collapselab.local;

import java.util.EnumSet;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.local.evaluator.EvaluatorClient;
import org.collapselab.local.lineage.Garbage;
import org.collapselab.local.platform.DiskSpace;
import org.collapselab.local.platform.Installation;
import org.collapselab.local.platform.Platform;
import org.collapselab.local.platform.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab gc}: removes what no experiment needs. */
@Command(
    name = "gc",
    mixinStandardHelpOptions = true,
    description =
        "Finds artifacts that no experiment of the data folder needs, but cancelled ones: images,"
            + " training sets, checkpoints, measurements and files that cannot be reached from an"
            + " experiment by recipes. Removes them with --delete. No platform may run meanwhile.")
final class GcCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation = Installation.current();

  @Mixin private DataOption data;

  @Option(names = "--delete", description = "remove them, instead of only telling")
  private boolean delete;

  GcCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Platform platform =
            Platform.start(
                installation,
                data.folder(installation),
                EnumSet.of(Service.EVALUATOR),
                0,
                terminal::say);
        ArtifactStore store = platform.openStore()) {
      Garbage garbage = Garbage.of(store, new EvaluatorClient(platform.evaluatorUrl()));
      SortedMap<String, Garbage.Amount> amounts = garbage.amounts();
      amounts.forEach(
          (kind, amount) ->
              terminal.print(
                  "%s: %d objects, %s"
                      .formatted(kind, amount.objects(), DiskSpace.text(amount.bytes()))));
      long objects = amounts.values().stream().mapToLong(Garbage.Amount::objects).sum();
      long bytes = amounts.values().stream().mapToLong(Garbage.Amount::bytes).sum();
      String what =
          "%d of %d objects, %s,".formatted(objects, garbage.all(), DiskSpace.text(bytes));
      if (objects == 0) {
        terminal.print("every object is needed");
      } else if (delete) {
        garbage.delete();
        terminal.print("removed " + what + " that no experiment needs");
      } else {
        terminal.print(what + " are needed by no experiment; --delete removes them");
      }
    }
    return ExitStatus.DONE.code();
  }
}
