package org.collapselab.curator.judging;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.RealDatasets;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.RealImage;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.pipeline.Reconstruction;
import org.collapselab.vision.judgement.ImageJudge;
import org.collapselab.vision.judgement.Policy;
import org.collapselab.vision.judgement.Verdict;

/**
 * The judges, each calibrated once on the real data set it takes its thresholds from, as the base
 * checkpoint's autoencoder gives it back: held against the originals, generated images would be
 * rejected for what the decoder does to every image, good ones too.
 */
@ApplicationScoped
class Judges {

  private final RealDatasets realDatasets;
  private final BaseModels models;
  private final Map<JudgeName, ImageJudge> calibrated = new HashMap<>();

  Judges(ArtifactStore store, BaseModels models) {
    this.realDatasets = new RealDatasets(store);
    this.models = models;
  }

  /**
   * Judges an image by what it should show.
   *
   * @throws IllegalArgumentException if there are too few real images for the judge's rate
   */
  Verdict judge(JudgeName judge, Key image, byte[] png, String caption) {
    return of(judge).judge(png, image.value(), caption);
  }

  // Calibration takes seconds; whoever needs the same judge meanwhile waits for it.
  private synchronized ImageJudge of(JudgeName name) {
    return calibrated.computeIfAbsent(name, this::calibrate);
  }

  private ImageJudge calibrate(JudgeName name) {
    try (Reconstruction autoencoder = models.autoencoder(name.checkpoint())) {
      List<ImageJudge.Captioned> real =
          realDatasets.get(name.realDataset()).images().stream()
              .map(image -> reconstructed(image, autoencoder, name.size()))
              .toList();
      return ImageJudge.calibrate(
          models.clip(name.checkpoint()), Policy.STANDARD, real, name.falseRejectionRate());
    }
  }

  private ImageJudge.Captioned reconstructed(
      RealImage image, Reconstruction autoencoder, int size) {
    RgbImage original = ImageDecoder.decode(realDatasets.image(image.image()), image.fileName());
    return new ImageJudge.Captioned(autoencoder.of(original, size), image.caption());
  }
}
