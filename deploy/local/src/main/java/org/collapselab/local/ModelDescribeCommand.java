package org.collapselab.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.collapselab.diffusion.pipeline.StableDiffusionRelease;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lab model describe}: what the single file of a published model lacks. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description =
        "Writes the configurations of a published model into a folder, beside the single file of its"
            + " weights; the tokenizer's files have to be added.")
final class ModelDescribeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "RELEASE",
      description = "sd-1.5, sd-2.0, sd-2.0-base, sd-2.1 or sd-2.1-base")
  private String release;

  @Parameters(index = "1", paramLabel = "DIR", description = "model folder")
  private Path folder;

  ModelDescribeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    StableDiffusionRelease described =
        StableDiffusionRelease.labelled(release).orElseThrow(this::unknown);
    try {
      described.describe(folder);
    } catch (IOException e) {
      throw new LabException(ExitStatus.BAD_INPUT, e.getMessage(), e);
    }
    terminal.print(folder + ": described as " + release);
    return ExitStatus.DONE.code();
  }

  private LabException unknown() {
    String known =
        Arrays.stream(StableDiffusionRelease.values())
            .map(StableDiffusionRelease::label)
            .collect(Collectors.joining(", "));
    return new LabException(
        ExitStatus.USAGE, "RELEASE: expected one of " + known + ", was " + release);
  }
}
