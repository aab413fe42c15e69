package org.collapselab.vision.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.collapselab.diffusion.golden.Comparisons;
import org.collapselab.diffusion.golden.Formula;
import org.collapselab.diffusion.golden.GoldenCheck;
import org.collapselab.diffusion.golden.GoldenFile;
import org.collapselab.diffusion.golden.JsonGolden;

/**
 * The metrics on features that follow the formula, against the field's libraries. Their features
 * are doubles and ours floats, which is what the tolerances are for.
 */
public final class MetricsCheck implements GoldenCheck {

  private static final Set<String> KINDS = Set.of("fid", "prdc", "vendi", "clipscore");

  /** Of a metric whose value is about 1, when its features are rounded to floats. */
  private static final double ROUNDED_FEATURES = 1e-7;

  /** A matrix square root that is iterated is off by so much when the rank is deficient. */
  private static final double ITERATED_ROOT = 5e-6;

  private static final int MOST_ENTRIES = 1 << 24;

  @Override
  public boolean accepts(GoldenFile golden) {
    return golden instanceof JsonGolden file
        && file.json().properties().stream()
            .anyMatch(entry -> KINDS.contains(entry.getValue().path("kind").asText()));
  }

  @Override
  public void check(GoldenFile golden, Comparisons comparisons) throws IOException {
    for (Map.Entry<String, JsonNode> entry : ((JsonGolden) golden).json().properties()) {
      JsonNode expected = entry.getValue();
      if (!expected.isObject()) {
        continue;
      }
      Case own = new Case(golden.name(), entry.getKey(), expected, comparisons);
      switch (expected.path("kind").asText()) {
        case "fid" -> own.distances();
        case "prdc" -> own.precisionAndRecall();
        case "vendi" -> own.vendi();
        case "clipscore" -> own.clipScore();
        default -> comparisons.notChecked(entry.getKey(), "no check for this kind of metric");
      }
    }
  }

  private record Case(String golden, String tag, JsonNode expected, Comparisons comparisons) {

    void distances() {
      float[][] a = rows("_a", "na", 1, 0);
      float[][] b = rows("_b", "nb", number("scale"), number("shift"));
      double traces = number("trace_a") + number("trace_b");
      double distance = FrechetDistance.between(a, b);
      compare("exact_nuclear_norm", distance, traces * ROUNDED_FEATURES);
      compare("pytorch_fid", distance, traces * ROUNDED_FEATURES + ITERATED_ROOT);
      compare("clean_fid", distance, traces * ROUNDED_FEATURES + ITERATED_ROOT);
      if (expected.has("kid_torch_fidelity")) {
        double kid = KernelDistance.between(a, b);
        compare("kid_torch_fidelity", kid, ROUNDED_FEATURES);
        compare("kid_clean_fid", kid, ROUNDED_FEATURES);
      }
    }

    void precisionAndRecall() {
      float[][] real = rows("_a", "na", 1, 0);
      float[][] generated = rows("_b", "nb", number("scale"), number("shift"));
      PrecisionRecall measured = PrecisionRecall.of(generated, real, (int) number("k"));
      // Counts of images: only the last digit of a division may differ.
      compare("precision", measured.precision().value(), 1e-14);
      compare("recall", measured.recall().value(), 1e-14);
      compare("density", measured.density().value(), 1e-14);
      compare("coverage", measured.coverage().value(), 1e-14);
    }

    void vendi() {
      double score = VendiScore.of(rows("_a", "n", 1, number("shift")));
      compare("vendi", score, number("vendi") * ROUNDED_FEATURES);
    }

    void clipScore() {
      float[][] images = rows("_img", "n", 1, number("shift"));
      float[][] texts = rows("_txt", "n", 1, number("shift"));
      double[] cosines = Alignment.cosines(images, texts);
      double[] own = new double[cosines.length];
      Arrays.setAll(own, i -> expected.path("cosine").path(i).asDouble(Double.NaN));
      comparisons.values(tag + "/cosine", cosines, own, ROUNDED_FEATURES);
      compare("torchmetrics_100", Alignment.of(images, texts), 100 * ROUNDED_FEATURES);
      compare("mean_hessel", Alignment.clipScoreOfHessel(cosines), 2.5 * ROUNDED_FEATURES);
    }

    private void compare(String key, double actual, double tolerance) {
      comparisons.number(tag + '/' + key, actual, number(key), tolerance);
    }

    private double number(String key) {
      if (!expected.path(key).isNumber()) {
        throw new IllegalArgumentException(
            tag + ": " + key + ": expected a number, found " + expected.path(key));
      }
      return expected.get(key).doubleValue();
    }

    private float[][] rows(String side, String count, double scale, double shift) {
      int n = (int) number(count);
      int d = (int) number("d");
      if (n < 1 || d < 1 || (long) n * d > MOST_ENTRIES) {
        throw new IllegalArgumentException(tag + ": expected 1 to " + MOST_ENTRIES + " entries");
      }
      Formula values = Formula.of("input:" + golden + '/' + tag + side);
      float[][] rows = new float[n][d];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < d; j++) {
          rows[i][j] = (float) (scale * values.symmetric((long) i * d + j) + shift);
        }
      }
      return rows;
    }
  }
}
