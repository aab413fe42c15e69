package org.collapselab.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.collapselab.diffusion.data.DatasetException;
import org.collapselab.diffusion.data.Resize;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.diffusion.pipeline.Reconstruction;
import org.collapselab.local.judge.FolderJudge;
import org.collapselab.local.judge.JudgeTable;
import org.collapselab.local.judge.JudgedFolder;
import org.collapselab.local.judge.Photos;
import org.collapselab.local.platform.Installation;
import org.collapselab.vision.evaluation.ImageSet;
import org.collapselab.vision.evaluation.ImageSetFolder;
import org.collapselab.vision.faces.TinyFaceDetector;
import org.collapselab.vision.features.ClipFeatures;
import org.collapselab.vision.judgement.Criterion;
import org.collapselab.vision.judgement.Policy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab judge}: which images of a folder are unlike real ones? */
@Command(
    name = "judge",
    mixinStandardHelpOptions = true,
    description = {
      "Judges the images of a folder as the curator does: by thresholds that reject a stated",
      "fraction of real images, all criteria together. Needs no service. Without --real each fifth",
      "of the folder is judged by the rest of it."
    })
final class JudgeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "DIR",
      description = "an ImageFolder (metadata.jsonl), or any folder of PNG and JPEG files")
  private Path folder;

  @Option(
      names = "--real",
      paramLabel = "DIR",
      description = "real images that the thresholds are set on, a folder of either kind")
  private Path real;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "model folder whose CLIP looks at the images (default: the small model)")
  private Path model;

  @Option(
      names = "--criteria",
      paramLabel = "NAME",
      split = ",",
      description =
          "what an image can be rejected for: blank, flat, blurred, noisy, off-colour, atypical,"
              + " off-prompt, dark, bright, unnatural, copied, no-face (default: those up to"
              + " off-prompt, which needs captions; no-face with a detector)")
  private List<String> criteria = List.of();

  @Option(
      names = "--false-rejection-rate",
      paramLabel = "RATE",
      defaultValue = "0.05",
      description = "fraction of real images that may be rejected (default: 0.05)")
  private double rate;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description =
          "side at which images are judged (default: the commonest of the first 100 real images)")
  private Integer size;

  @Option(
      names = "--face-detector",
      paramLabel = "DIR",
      description =
          "folder with " + TinyFaceDetector.MANIFEST + " and its weights, as npm's face-api has it")
  private Path faces;

  @Option(
      names = "--device",
      defaultValue = "cpu",
      description = "cpu, cuda or cuda:N (default: cpu)")
  private String device;

  @Option(
      names = "--reconstruct",
      description =
          "hold the images against the real ones as the model's autoencoder gives them back, as the"
              + " curator does with generated images")
  private boolean reconstruct;

  @Option(names = "--json", description = "print one JSON object with every verdict")
  private boolean json;

  JudgeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    if (reconstruct && real == null) {
      throw new LabException(ExitStatus.USAGE, "--reconstruct expects --real");
    }
    JudgedFolder judged = judged();
    if (json) {
      terminal.print(
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(judged));
    } else {
      JudgeTable.of(judged).forEach(terminal::print);
    }
    return ExitStatus.DONE.code();
  }

  private JudgedFolder judged() {
    Path network = model == null ? Installation.current().smallModel() : model;
    try (ClipFeatures clip = ClipFeatures.open(network, "small-clip", device)) {
      ImageSet images = ImageSetFolder.read(folder);
      Optional<ImageSet> others = Optional.ofNullable(real).map(ImageSetFolder::read);
      int side = size == null ? Photos.commonSide(others.orElse(images)) : size;
      UnaryOperator<RgbImage> square = image -> Resize.toSquare(image, side);
      Photos photos = Photos.of(images, square);
      Optional<Photos> reference =
          others.isPresent() && reconstruct
              ? Optional.of(reconstructed(others.get(), network, side))
              : others.map(set -> Photos.of(set, square));
      boolean captioned = photos.captioned() && reference.map(Photos::captioned).orElse(true);
      return new FolderJudge(clip, policy(captioned), rate).judge(photos, reference, side);
    } catch (DatasetException | IOException | IllegalArgumentException e) {
      throw new LabException(ExitStatus.BAD_INPUT, e.getMessage(), e);
    }
  }

  private Photos reconstructed(ImageSet images, Path network, int side) throws IOException {
    try (Reconstruction autoencoder = Reconstruction.open(ModelFolder.open(network), device)) {
      return Photos.of(images, image -> autoencoder.of(image, side));
    }
  }

  private Policy policy(boolean captioned) throws IOException {
    Set<Criterion> chosen = EnumSet.noneOf(Criterion.class);
    criteria.forEach(name -> chosen.add(Criterion.named(name)));
    if (chosen.isEmpty()) {
      chosen.addAll(Criterion.STANDARD);
      if (!captioned) {
        chosen.remove(Criterion.OFF_PROMPT);
      }
      if (faces != null) {
        chosen.add(Criterion.NO_FACE);
      }
    }
    return new Policy(
        chosen, faces == null ? Optional.empty() : Optional.of(TinyFaceDetector.open(faces)));
  }
}
