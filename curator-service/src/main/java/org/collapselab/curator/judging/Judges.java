package org.collapselab.curator.judging;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.RealDatasets;
import org.collapselab.contracts.Key;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.vision.judgement.ImageJudge;
import org.collapselab.vision.judgement.Verdict;

/** The judges, each calibrated once on the real data set it takes its thresholds from. */
@ApplicationScoped
class Judges {

  private final RealDatasets realDatasets;
  private final SmallClips clips;
  private final Map<JudgeName, ImageJudge> calibrated = new HashMap<>();

  Judges(ArtifactStore store, SmallClips clips) {
    this.realDatasets = new RealDatasets(store);
    this.clips = clips;
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
    List<ImageJudge.Captioned> real =
        realDatasets.get(name.realDataset()).images().stream()
            .map(
                image ->
                    new ImageJudge.Captioned(
                        ImageDecoder.decode(realDatasets.image(image.image()), image.fileName()),
                        image.caption()))
            .toList();
    return ImageJudge.calibrate(clips.of(name.checkpoint()), real, name.falseRejectionRate());
  }
}
