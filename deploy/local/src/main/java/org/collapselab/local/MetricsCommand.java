package org.collapselab.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.collapselab.diffusion.data.CorruptImageException;
import org.collapselab.diffusion.data.DatasetException;
import org.collapselab.local.metrics.FolderMeasurement;
import org.collapselab.local.metrics.FolderMetrics;
import org.collapselab.local.metrics.MetricsJson;
import org.collapselab.local.metrics.MetricsText;
import org.collapselab.local.platform.Installation;
import org.collapselab.vision.evaluation.ImageSet;
import org.collapselab.vision.evaluation.ImageSetFolder;
import org.collapselab.vision.evaluation.Measure;
import org.collapselab.vision.evaluation.Measuring;
import org.collapselab.vision.features.FeatureNetwork;
import org.collapselab.vision.features.NetworkChoice;
import org.collapselab.vision.features.ResizeMethod;
import org.collapselab.vision.statistics.Bootstrap;
import org.collapselab.vision.statistics.RealFloor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab metrics}: how far generated images are from real ones, for any two folders. */
@Command(
    name = "metrics",
    mixinStandardHelpOptions = true,
    description = {
      "Measures a folder of generated images against a folder of real ones. Nothing else is needed:",
      "no broker, no store, no database. Captions and attributes are read from metadata.jsonl where",
      "a folder has one."
    })
final class MetricsCommand implements Callable<Integer> {
  private static final int PROGRESS_EVERY = 1024;

  private final Terminal terminal;

  @Option(names = "--real", paramLabel = "DIR", required = true, description = "the real images")
  private Path real;

  @Option(
      names = "--generated",
      paramLabel = "DIR",
      required = true,
      description = "the generated images")
  private Path generated;

  @Option(
      names = "--baseline",
      paramLabel = "DIR",
      description = "other generated images, as many, to compare those with")
  private Path baseline;

  @Option(
      names = "--by",
      paramLabel = "ATTRIBUTE",
      description = "measure the images of each value of this attribute too")
  private String attribute;

  @Option(
      names = "--network",
      paramLabel = "NAME[=PATH]",
      defaultValue = "small-clip",
      description = {
        "small-clip[=MODEL_FOLDER], fid-inception=FILE, clip-vit-b-32=FILE, clip-vit-l-14=FILE or",
        "dinov2-vit-l-14=FILE, weights as safetensors (default: the small CLIP of emoji-small)"
      })
  private String network;

  @Option(
      names = "--resize",
      paramLabel = "METHOD",
      defaultValue = "pil-bicubic",
      description = {
        "pil-bicubic as clean-fid or legacy-bilinear as pytorch-fid (default: pil-bicubic);",
        "CLIP networks have a preprocessing of their own"
      })
  private String resize;

  @Option(
      names = "--metrics",
      paramLabel = "NAME",
      split = ",",
      description = {
        "fd, kd, cmmd, precision, recall, density, coverage, vendi, alignment, colour",
        "(default: all but cmmd)"
      })
  private List<String> measures = List.of();

  @Option(
      names = "--extrapolate",
      description = "reckon the Fréchet distance of infinitely many images too")
  private boolean extrapolate;

  @Option(
      names = "--replicates",
      paramLabel = "N",
      defaultValue = "200",
      description = "resamples behind an interval (default: 200)")
  private int replicates;

  @Option(
      names = "--splits",
      paramLabel = "N",
      defaultValue = "20",
      description = "splits of the real images behind a floor (default: 20)")
  private int splits;

  @Option(
      names = "--confidence",
      defaultValue = "0.95",
      description = "of the intervals (default: 0.95)")
  private double confidence;

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "10000",
      description = {
        "images of a folder that are kept one by one; of more, a random sample is, and the",
        "distance is that of all by their moments (default: 10000)"
      })
  private int most;

  @Option(names = "--seed", defaultValue = "0", description = "of all draws (default: 0)")
  private long seed;

  @Option(
      names = "--device",
      defaultValue = "cpu",
      description = "cpu, cuda or cuda:N (default: cpu)")
  private String device;

  @Option(names = "--json", description = "print one JSON object instead of a table")
  private boolean json;

  MetricsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try {
      FolderMeasurement.Folders folders =
          new FolderMeasurement.Folders(
              ImageSetFolder.read(real),
              ImageSetFolder.read(generated),
              Optional.ofNullable(baseline).<ImageSet>map(ImageSetFolder::read),
              Optional.ofNullable(attribute));
      Measuring measuring = measuring();
      NetworkChoice choice = NetworkChoice.parse(network, Installation.current().smallModel());
      try (FeatureNetwork features = choice.open(ResizeMethod.of(resize), device)) {
        FolderMetrics result =
            new FolderMeasurement(features, measuring, most).of(folders, this::progress);
        terminal.print(json ? MetricsJson.of(result).toPrettyString() : MetricsText.of(result));
      }
    } catch (DatasetException | CorruptImageException | IllegalArgumentException e) {
      throw new LabException(ExitStatus.BAD_INPUT, e.getMessage(), e);
    } catch (IOException e) {
      throw new LabException(ExitStatus.BAD_INPUT, "network: " + e.getMessage(), e);
    }
    return ExitStatus.DONE.code();
  }

  private Measuring measuring() {
    return new Measuring(
        measures.isEmpty() ? Measuring.cheap() : measures.stream().map(Measure::of).toList(),
        extrapolate,
        new Bootstrap(replicates, confidence, seed),
        new RealFloor(splits, confidence, seed));
  }

  private void progress(String folder, int seen, int of) {
    if (seen == of || seen % PROGRESS_EVERY == 0) {
      terminal.say("%s: looked at %d of %d images".formatted(folder, seen, of));
    }
  }
}
