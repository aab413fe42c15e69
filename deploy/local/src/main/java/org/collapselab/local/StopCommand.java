package org.collapselab.local;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.collapselab.local.platform.DataFolder;
import org.collapselab.local.platform.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lab stop}: ends the platform another terminal started. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stops the platform that runs on the data folder; 'lab run' goes on from there.")
final class StopCommand implements Callable<Integer> {
  private static final long PATIENCE_SECONDS = 90;

  private final Terminal terminal;
  private final Installation installation = Installation.current();

  @Mixin private DataOption data;

  StopCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    DataFolder folder = data.folder(installation);
    Optional<ProcessHandle> holder = folder.holder();
    if (holder.isEmpty()) {
      terminal.print("no platform runs on " + folder.root());
      return ExitStatus.DONE.code();
    }
    holder.get().destroy();
    try {
      holder.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new LabException(
          ExitStatus.PLATFORM,
          "process %d has not ended after %d s".formatted(holder.get().pid(), PATIENCE_SECONDS),
          e);
    }
    terminal.print("stopped");
    return ExitStatus.DONE.code();
  }
}
