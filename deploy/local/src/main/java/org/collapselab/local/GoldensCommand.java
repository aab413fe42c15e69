package org.collapselab.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.collapselab.diffusion.golden.GoldenChecks;
import org.collapselab.diffusion.golden.GoldenFile;
import org.collapselab.diffusion.golden.GoldenFolder;
import org.collapselab.local.golden.FindingLine;
import org.collapselab.local.golden.Tally;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab goldens}: are the networks and samplers those of the reference implementations? */
@Command(
    name = "goldens",
    mixinStandardHelpOptions = true,
    description =
        "Computes what a folder of goldens expects and compares: outputs of the reference"
            + " implementations, with weights and inputs that follow a formula. Ends with 0 if"
            + " something was compared and all of it holds, else with 1.")
final class GoldensCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "DIR", description = "folder of .safetensors and .json goldens")
  private Path folder;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "check this golden only, named as its file without the suffix; may be repeated")
  private List<String> only = List.of();

  @Option(names = "--json", description = "print one JSON object at the end instead of lines")
  private boolean json;

  GoldensCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Tally tally = new Tally();
    goldens()
        .check(
            GoldenChecks.installed(),
            (file, finding) -> {
              String golden = GoldenFile.nameOf(file);
              tally.add(golden, finding);
              if (!json) {
                terminal.print(FindingLine.of(golden, finding));
              }
            });
    terminal.print(json ? tally.json().toPrettyString() : tally.summary());
    return tally.holds() ? ExitStatus.DONE.code() : ExitStatus.BROKEN.code();
  }

  private GoldenFolder goldens() {
    if (!Files.isDirectory(folder)) {
      throw new LabException(ExitStatus.BAD_INPUT, folder + ": no such folder");
    }
    try {
      GoldenFolder all = GoldenFolder.list(folder);
      List<String> names = all.files().stream().map(GoldenFile::nameOf).toList();
      for (String name : only) {
        if (!names.contains(name)) {
          throw new LabException(ExitStatus.BAD_INPUT, folder + ": no golden is named " + name);
        }
      }
      return only.isEmpty() ? all : all.only(only);
    } catch (IOException e) {
      throw new LabException(ExitStatus.BAD_INPUT, folder + ": " + e.getMessage(), e);
    }
  }
}
