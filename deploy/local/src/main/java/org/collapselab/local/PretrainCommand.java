package org.collapselab.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.collapselab.diffusion.data.CorruptImageException;
import org.collapselab.diffusion.data.DatasetException;
import org.collapselab.diffusion.data.OnCorrupt;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.pretrain.Pretraining;
import org.collapselab.diffusion.pretrain.PretrainingListener;
import org.collapselab.diffusion.pretrain.PretrainingParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab pretrain}: a base model from nothing but a folder of captioned images. */
@Command(
    name = "pretrain",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a small base model from nothing on an ImageFolder: tokenizer, autoencoder, CLIP,",
      "U-Net. A stage whose files are in the output folder is kept, so an interrupted run goes on",
      "with the stage it was in."
    })
final class PretrainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "ImageFolder: metadata.jsonl with file_name and text, and the images")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "folder of the model, in diffusers layout")
  private Path out;

  @Option(names = "--seed", defaultValue = "0", description = "seed (default: 0)")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads of an operation (default: the engine's)")
  private Integer threads;

  @Option(
      names = "--device",
      defaultValue = "cpu",
      description = "cpu, cuda or cuda:N (default: cpu)")
  private String device;

  @Option(names = "--vae-steps", paramLabel = "N", description = "steps of the autoencoder")
  private Integer vaeSteps;

  @Option(names = "--clip-steps", paramLabel = "N", description = "steps of CLIP")
  private Integer clipSteps;

  @Option(names = "--unet-steps", paramLabel = "N", description = "steps of the U-Net")
  private Integer unetSteps;

  @Option(
      names = "--skip-corrupt",
      description = "leave images out that cannot be decoded, instead of stopping")
  private boolean skipCorrupt;

  PretrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (threads != null) {
      Torch.setThreads(threads);
    }
    PretrainingParameters small = PretrainingParameters.small(seed);
    try {
      var pretraining =
          new Pretraining(
              small.withSteps(
                  orDefault(vaeSteps, small.vae().fit().steps()),
                  orDefault(clipSteps, small.clip().fit().steps()),
                  orDefault(unetSteps, small.unet().fit().steps())),
              data,
              skipCorrupt ? OnCorrupt.SKIP : OnCorrupt.REFUSE,
              out,
              device,
              new Reports(terminal));
      pretraining.leftOut().forEach(reason -> terminal.say("left out: " + reason));
      terminal.say(pretraining.images() + " images");
      pretraining.run();
    } catch (DatasetException | CorruptImageException | IllegalArgumentException e) {
      throw new LabException(ExitStatus.BAD_INPUT, e.getMessage(), e);
    }
    terminal.print("the model is in " + out);
    return ExitStatus.DONE.code();
  }

  private static int orDefault(Integer asked, int otherwise) {
    return asked == null ? otherwise : asked;
  }

  /** Says how it goes, a line for each report. */
  private record Reports(Terminal terminal) implements PretrainingListener {

    @Override
    public void started(String stage, int steps) {
      terminal.say(stage + ": " + steps + " steps");
    }

    @Override
    public void progressed(String stage, int step, int steps, double loss, double stepMillis) {
      terminal.say(
          String.format(
              Locale.ROOT,
              "%s: step %d of %d, loss %.4f, %.0f ms a step, about %.0f min left",
              stage,
              step,
              steps,
              loss,
              stepMillis,
              (steps - step) * stepMillis / 60_000));
    }

    @Override
    public void skipped(String stage, int step, List<String> parameters) {
      terminal.say(
          "%s: step %d left out, gradients not finite: %s".formatted(stage, step, parameters));
    }

    @Override
    public void finished(String stage) {
      terminal.say(stage + ": written");
    }

    @Override
    public void kept(String stage) {
      terminal.say(stage + ": is there already and is kept");
    }
  }
}
