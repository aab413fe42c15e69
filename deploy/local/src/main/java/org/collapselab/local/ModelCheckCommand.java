package org.collapselab.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.diffusion.pipeline.ModelFolderException;
import org.collapselab.diffusion.pipeline.PartSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lab model check}: is a folder a complete model, and what is in it? */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Reads every configuration and the header of every weights file of a model folder, and says"
            + " what each part has or all that is wrong.")
final class ModelCheckCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "DIR", description = "model folder")
  private Path folder;

  ModelCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    for (PartSummary part : PartSummary.of(open(folder))) {
      terminal.print(
          "%-13s %,13d parameters %-6s %s"
              .formatted(
                  part.part().folder(),
                  part.parameters(),
                  String.join("+", part.types().stream().map(Enum::name).toList()),
                  folder.relativize(part.file())));
    }
    return ExitStatus.DONE.code();
  }

  /** Opens a model, or says all that is wrong with it. */
  static ModelFolder open(Path folder) {
    try {
      return ModelFolder.open(folder);
    } catch (ModelFolderException e) {
      throw new LabException(ExitStatus.BAD_INPUT, e.getMessage(), e);
    }
  }
}
