package org.collapselab.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.diffusion.pipeline.ModelFolderWriter;
import org.collapselab.diffusion.safetensors.ElementType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab model convert}: the same model in another layout or precision. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description =
        "Writes a model as a folder in the layout of diffusers, or its weights as one single file,"
            + " in the precision asked for. It is never in memory as a whole.")
final class ModelConvertCommand implements Callable<Integer> {
  private static final double BYTES_OF_A_GIGABYTE = 1e9;

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "DIR", description = "model folder")
  private Path source;

  @Parameters(
      index = "1",
      paramLabel = "TARGET",
      description = "a new or empty folder; with --single-file a new file")
  private Path target;

  @Option(
      names = "--precision",
      paramLabel = "TYPE",
      defaultValue = "fp32",
      description = "fp32, fp16 or bf16 (default: fp32)")
  private Precision precision;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "stands in the names of weights before .safetensors, such as fp16")
  private Optional<String> variant = Optional.empty();

  @Option(
      names = "--shard-size",
      paramLabel = "GB",
      defaultValue = "10",
      description = "gigabytes of weights in one file (default: 10)")
  private double shardSize;

  @Option(names = "--single-file", description = "write U-Net, VAE and text encoder as one file")
  private boolean singleFile;

  ModelConvertCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!(shardSize > 0)) {
      throw usage("--shard-size: expected gigabytes above 0, was " + shardSize);
    }
    if (singleFile && variant.isPresent()) {
      throw usage("--variant: a single file has none");
    }
    ModelFolder model = ModelCheckCommand.open(source);
    ModelFolderWriter writer = new ModelFolderWriter(model, precision.type);
    try {
      if (singleFile) {
        writer.writeSingleFile(target);
      } else {
        writer.writeFolder(target, variant, (long) (shardSize * BYTES_OF_A_GIGABYTE));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new LabException(ExitStatus.BAD_INPUT, e.getMessage(), e);
    }
    terminal.print(target + ": written");
    return ExitStatus.DONE.code();
  }

  private static LabException usage(String message) {
    return new LabException(ExitStatus.USAGE, message);
  }

  /** The types that weights can have. */
  enum Precision {
    fp32(ElementType.F32),
    fp16(ElementType.F16),
    bf16(ElementType.BF16);

    private final ElementType type;

    Precision(ElementType type) {
      this.type = type;
    }
  }
}
