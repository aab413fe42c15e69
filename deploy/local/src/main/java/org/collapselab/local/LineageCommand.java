package org.collapselab.local;

import java.util.concurrent.Callable;
import org.collapselab.local.lineage.Lineage;
import org.collapselab.local.lineage.StoredRecipes;
import org.collapselab.local.lineage.TreeText;
import org.collapselab.local.platform.Installation;
import org.collapselab.local.platform.StoreAccess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab lineage}: what an artifact was made from. */
@Command(
    name = "lineage",
    mixinStandardHelpOptions = true,
    description =
        "Prints what an image, a training set, a checkpoint or a measurement was made from, back to"
            + " the base model and the real images.")
final class LineageCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation = Installation.current();

  @Mixin private DataOption data;

  @Parameters(paramLabel = "KEY", description = "the artifact's key, or its first digits")
  private String key;

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "1000",
      description = "go back so many steps at most")
  private int depth;

  LineageCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (StoreAccess access =
        StoreAccess.open(installation, data.folder(installation), terminal::say)) {
      var recipes = new StoredRecipes(access.store());
      terminal.print(TreeText.of(Lineage.of(recipes, recipes.resolve(key), depth)));
    }
    return ExitStatus.DONE.code();
  }
}
