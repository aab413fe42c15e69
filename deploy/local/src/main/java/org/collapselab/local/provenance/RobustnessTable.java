package org.collapselab.local.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.provenance.Attack;
import org.collapselab.vision.provenance.Robustness;
import org.collapselab.vision.provenance.WatermarkDetector;

/** How often a watermark is found after something happened to the image, as a Markdown table. */
public final class RobustnessTable {

  private RobustnessTable() {}

  /**
   * The lines of the table.
   *
   * @param images without the mark, of one size
   */
  public static List<String> of(WatermarkDetector detector, List<RgbImage> images) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s, %d bits, %d images of %d x %d, false-positive rate %s, mean PSNR %.1f dB",
            detector.scheme().name(),
            detector.payload().bits(),
            images.size(),
            images.get(0).width(),
            images.get(0).height(),
            detector.falsePositiveRate(),
            Robustness.fidelity(detector, images)));
    lines.add("");
    lines.add("| after | bits wrong | found | 95 % | found without a mark | 95 % |");
    lines.add("|---|---|---|---|---|---|");
    for (Attack attack : Attack.standard()) {
      Robustness row = Robustness.of(detector, attack, images);
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %.1f %% | %s | %s |",
              row.attack(),
              100 * row.bitErrorRate(),
              Share.cells(row.detected()),
              Share.cells(row.falselyDetected())));
    }
    return List.copyOf(lines);
  }
}
