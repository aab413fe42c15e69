package org.collapselab.local;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.collapselab.local.lineage.Check;
import org.collapselab.local.lineage.StoredRecipes;
import org.collapselab.local.lineage.Verification;
import org.collapselab.local.platform.DataFolder;
import org.collapselab.local.platform.Installation;
import org.collapselab.local.platform.StoreAccess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab verify}: is an artifact what its recipe says? */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Makes an artifact again from its recipe and compares the bytes: an image, a sample of the"
            + " images of a training set or a measurement, a checkpoint if that does not take too"
            + " long. Ends with 1 if anything differs.")
final class VerifyCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation = Installation.current();

  @Mixin private DataOption data;

  @Parameters(paramLabel = "KEY", description = "the artifact's key, or its first digits")
  private String key;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "8",
      description = "make so many images of a set again (default: 8)")
  private int sample;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "5",
      description = "train a checkpoint again if it took no longer (default: 5)")
  private int minutes;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "16",
      description = "the generator's batch, which rounding depends on (default: 16, as the lab's)")
  private int batch;

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    DataFolder folder = data.folder(installation);
    try (StoreAccess access = StoreAccess.open(installation, folder, terminal::say)) {
      var limits = new Verification.Limits(sample, Duration.ofMinutes(minutes), batch);
      var verification = new Verification(access.store(), folder.cache(), limits, terminal::say);
      List<Check> checks = verification.of(new StoredRecipes(access.store()).resolve(key));
      checks.forEach(check -> terminal.print(check.line()));
      return checks.stream().anyMatch(check -> check.verdict() == Check.Verdict.FAILS)
          ? ExitStatus.BROKEN.code()
          : ExitStatus.DONE.code();
    }
  }
}
