package org.collapselab.vision.colour;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.golden.Comparisons;
import org.collapselab.diffusion.golden.Formula;
import org.collapselab.diffusion.golden.TensorGolden;
import org.collapselab.diffusion.golden.TensorGoldenCheck;

/** Histogram matching and colour transfer as scikit-image's functions make them. */
public final class ColourCheck extends TensorGoldenCheck {

  private static final int MOST_SIDE = 4096;

  /** Stored as floats: of values up to 256, about 100 and 1. */
  private static final double OF_BYTES = 0x1p-16;

  private static final double OF_LAB = 0x1p-17;
  private static final double OF_UNIT = 0x1p-22;

  /** A check of goldens of the kind {@code colour}. */
  public ColourCheck() {
    super("colour");
  }

  @Override
  protected void check(TensorGolden golden, Comparisons comparisons) throws IOException {
    Formula ofSource = golden.sequence("src");
    Formula ofReference = golden.sequence("ref");
    RgbImage source = image(golden, "src_h_w", ofSource::unit);
    RgbImage reference = image(golden, "ref_h_w", i -> ofReference.unit(i) * ofReference.unit(i));
    double[] lab = Lab.of(source);
    double[] transferred = ColourTransfer.to(reference).transferred(lab);
    Map<String, Supplier<double[]>> computed = new TreeMap<>();
    computed.put("match_histograms_u8in", () -> bytes(HistogramMatch.to(reference).apply(source)));
    computed.put("match_histograms_f64in", () -> HistogramMatch.to(reference).exact(source));
    computed.put("lab_src", () -> lab);
    computed.put("lab_mean_std_lab", () -> transferred);
    computed.put("lab_mean_std_rgb", () -> Lab.toRgb(transferred));
    Map<String, Double> tolerances =
        Map.of(
            "match_histograms_u8in", 0.0,
            "match_histograms_f64in", OF_BYTES,
            "lab_src", OF_LAB,
            "lab_mean_std_lab", OF_LAB,
            "lab_mean_std_rgb", OF_UNIT);
    for (Map.Entry<String, Supplier<double[]>> entry : computed.entrySet()) {
      String tensor = entry.getKey();
      if (golden.tensors().contains(tensor)) {
        comparisons.tensor(tensor, entry.getValue().get(), tolerances.get(tensor));
      }
    }
  }

  private static RgbImage image(TensorGolden golden, String key, IntToDoubleFunction unit) {
    JsonNode size = golden.metadata().json(key);
    int height = size.path(0).asInt(-1);
    int width = size.path(1).asInt(-1);
    if (height < 1 || width < 1 || height > MOST_SIDE || width > MOST_SIDE) {
      throw new IllegalArgumentException(
          "metadata: %s: expected sides of 1 to %d, found %s".formatted(key, MOST_SIDE, size));
    }
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (int) (256 * unit.applyAsDouble(i));
    }
    return new RgbImage(width, height, rgb);
  }

  private static double[] bytes(RgbImage image) {
    double[] values = new double[image.rgb().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.rgb()[i] & 0xff;
    }
    return values;
  }
}
