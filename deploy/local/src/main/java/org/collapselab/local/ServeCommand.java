package org.collapselab.local;

import java.util.EnumSet;
import java.util.concurrent.Callable;
import org.collapselab.local.platform.Installation;
import org.collapselab.local.platform.Platform;
import org.collapselab.local.platform.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab serve}: the platform and its page, without an experiment of its own. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the platform on the data folder, says where its page is, and runs until Ctrl-C.",
      "Experiments that were begun go on; the page takes new ones."
    })
final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation = Installation.current();

  @Mixin private DataOption data;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "port of the page and the API (default: any that is free)")
  private int port;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Platform platform =
        Platform.start(
            installation,
            data.folder(installation),
            EnumSet.allOf(Service.class),
            port,
            terminal::say)) {
      terminal.print(platform.evaluatorUrl() + "/");
      terminal.say("the platform runs until Ctrl-C; open the address above to watch and submit");
      platform.keepRunning();
    }
    return ExitStatus.DONE.code();
  }
}
