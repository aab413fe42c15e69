package org.collapselab.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.collapselab.diffusion.data.DatasetException;
import org.collapselab.diffusion.data.Resize;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.diffusion.pipeline.Reconstruction;
import org.collapselab.local.judge.Photos;
import org.collapselab.local.platform.Installation;
import org.collapselab.local.provenance.DetectorTable;
import org.collapselab.local.provenance.RobustnessTable;
import org.collapselab.vision.evaluation.ImageSet;
import org.collapselab.vision.evaluation.ImageSetFolder;
import org.collapselab.vision.features.ClipFeatures;
import org.collapselab.vision.provenance.Payload;
import org.collapselab.vision.provenance.WatermarkDetector;
import org.collapselab.vision.provenance.WatermarkSchemes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab provenance}: how well generated images can be told from the real ones of a folder. */
@Command(
    name = "provenance",
    mixinStandardHelpOptions = true,
    description = {
      "Marks the real images of a folder and tells how often the watermark is found after JPEG,",
      "resizing, cropping, noise and blur, and how often in images without it. With --generated it",
      "also learns to tell real from generated images, from these and from the real ones as the",
      "model's autoencoder gives them back, and tells how well that goes."
    })
final class ProvenanceCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "DIR", description = "folder of real images")
  private Path folder;

  @Option(
      names = "--scheme",
      paramLabel = "NAME",
      defaultValue = "luminanceSigns",
      description = "luminanceSigns, dwtDctSvd or dwtDct (default: luminanceSigns)")
  private String scheme;

  @Option(
      names = "--payload",
      paramLabel = "TEXT",
      defaultValue = "collapse-lab",
      description = "its hash's first 64 bits are hidden (default: collapse-lab)")
  private String payload;

  @Option(
      names = "--false-positive-rate",
      paramLabel = "RATE",
      defaultValue = "1e-6",
      description = "of finding the watermark where there is none (default: 1e-6)")
  private double rate;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "side that images are brought to (default: the commonest of the first 100)")
  private Integer size;

  @Option(
      names = "--generated",
      paramLabel = "DIR",
      description = "folder of generated images, for the learned detector")
  private Path generated;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "model folder whose CLIP and autoencoder the detectors use (default: the small model)")
  private Path model;

  ProvenanceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try {
      ImageSet images = ImageSetFolder.read(folder);
      int side = size == null ? Photos.commonSide(images) : size;
      List<RgbImage> real = squares(images, side);
      WatermarkDetector detector =
          new WatermarkDetector(WatermarkSchemes.named(scheme), Payload.named(payload), rate);
      RobustnessTable.of(detector, real).forEach(terminal::print);
      if (generated != null) {
        terminal.print("");
        detectors(real, squares(ImageSetFolder.read(generated), side), side);
      }
    } catch (DatasetException | IllegalArgumentException | IOException e) {
      throw new LabException(ExitStatus.BAD_INPUT, e.getMessage(), e);
    }
    return ExitStatus.DONE.code();
  }

  private void detectors(List<RgbImage> real, List<RgbImage> made, int side) throws IOException {
    Path network = model == null ? Installation.current().smallModel() : model;
    try (ClipFeatures clip = ClipFeatures.open(network, "small-clip", "cpu");
        Reconstruction autoencoder = Reconstruction.open(ModelFolder.open(network), "cpu")) {
      new DetectorTable(clip, autoencoder).of(real, made, side).forEach(terminal::print);
    }
  }

  private static List<RgbImage> squares(ImageSet images, int side) {
    List<RgbImage> squares =
        Photos.of(images, image -> Resize.toSquare(image, side)).readable().stream()
            .map(Photos.Photo::image)
            .toList();
    if (squares.isEmpty()) {
      throw new IllegalArgumentException("none of the images can be decoded");
    }
    return squares;
  }
}
