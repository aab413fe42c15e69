package org.collapselab.vision.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.golden.Comparisons;
import org.collapselab.diffusion.golden.Formula;
import org.collapselab.diffusion.golden.TensorGolden;
import org.collapselab.diffusion.golden.TensorGoldenCheck;
import org.collapselab.diffusion.nn.Network;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.vision.networks.FidInception;

/** The FID's Inception: its parameters, activations and features, and both ways of resizing. */
public final class InceptionCheck extends TensorGoldenCheck {

  private static final int SIZE = FidInception.SIZE;

  /** Single-precision rounding of values up to 1. */
  private static final double ROUNDING = 0x1p-22;

  private final FidInception inception = new FidInception();

  /** A check of goldens of the kind {@code fid_inception}. */
  public InceptionCheck() {
    super("fid_inception");
  }

  @Override
  protected void check(TensorGolden golden, Comparisons comparisons) throws IOException {
    parameters(golden, comparisons);
    double gain = golden.metadata().number("conv_gain");
    try (Weights weights =
        Weights.compute(
            inception.parameters(),
            (name, shape, begin, values) -> fill(gain, name, shape, begin, values),
            "cpu")) {
      for (JsonNode size : golden.metadata().json("sizes_h_w")) {
        RgbImage image = GoldenImages.of(golden, size);
        String key = GoldenImages.key(size);
        if (image.width() == SIZE && image.height() == SIZE) {
          direct(golden, weights, image, key, comparisons);
        } else {
          resized(golden, weights, image, key, comparisons);
        }
      }
    }
  }

  private void parameters(TensorGolden golden, Comparisons comparisons) {
    if (!golden.metadata().has("state_dict")) {
      return;
    }
    Map<String, String> expected = new TreeMap<>();
    for (JsonNode entry : golden.metadata().json("state_dict")) {
      String name = entry.path(0).asText();
      if (!name.startsWith("fc.") && !name.endsWith(".num_batches_tracked")) {
        expected.put(name, entry.path(1).toString());
      }
    }
    Map<String, String> own = new TreeMap<>();
    inception
        .parameters()
        .forEach((name, shape) -> own.put(name, Arrays.toString(shape).replace(" ", "")));
    String others =
        expected.keySet().stream()
            .filter(name -> !expected.get(name).equals(own.get(name)))
            .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      throw new IllegalArgumentException("state_dict: not the network's: " + others);
    }
    comparisons.number("state_dict", own.size(), expected.size(), 0);
  }

  private static void fill(double gain, String name, long[] shape, long begin, FloatBuffer values) {
    Formula.fillWeight(name, shape, begin, values);
    for (int i = 0; shape.length >= 2 && i < values.limit(); i++) {
      values.put(i, (float) (values.get(i) * gain));
    }
  }

  private void direct(
      TensorGolden golden, Weights weights, RgbImage image, String key, Comparisons comparisons)
      throws IOException {
    float[] planes = image.toPlanes();
    features(weights, planes, "pool3_direct_" + key, comparisons);
    for (int block = 0; block < 3; block++) {
      String tensor = "block" + block + "_direct_" + key;
      try (NDManager manager = weights.manager().newSubManager()) {
        NDArray activations = run(manager, weights, inception.activations(block), planes);
        comparisons.tensor(tensor, every(activations, golden.shape(tensor)));
      }
    }
  }

  private void resized(
      TensorGolden golden, Weights weights, RgbImage image, String key, Comparisons comparisons)
      throws IOException {
    JsonNode rows = golden.metadata().json("rows");
    float[] bicubic = ResizeMethod.PIL_BICUBIC.planes(image, SIZE);
    double[] sums = new double[3];
    for (int i = 0; i < bicubic.length; i++) {
      sums[i / (SIZE * SIZE)] += bicubic[i];
    }
    // The floats of both passes are the reference's own; a sum may round in another order.
    comparisons.tensor("pil_bicubic_rows_" + key, interleavedRows(bicubic, rows), 0);
    comparisons.tensor("pil_bicubic_sum_" + key, sums, 1e-12 * sums[0]);
    features(weights, unit(bicubic), "pool3_pil_bicubic_" + key, comparisons);
    float[] bilinear = ResizeMethod.LEGACY_BILINEAR.planes(image, SIZE);
    comparisons.tensor("bilinear_rows_" + key, planarRows(bilinear, rows), ROUNDING);
    features(weights, unit(bilinear), "pool3_bilinear_" + key, comparisons);
  }

  private void features(Weights weights, float[] planes, String tensor, Comparisons comparisons)
      throws IOException {
    try (NDManager manager = weights.manager().newSubManager()) {
      comparisons.tensor(tensor, run(manager, weights, inception.features(), planes));
    }
  }

  private static NDArray run(NDManager manager, Weights weights, Network network, float[] planes) {
    try (Script script = Script.compile(network, weights)) {
      return script.run(manager.create(planes, new Shape(1, 3, SIZE, SIZE)));
    }
  }

  /** Every n-th entry along each axis, such that the shape is the one stored. */
  private static NDArray every(NDArray activations, long[] stored) {
    StringBuilder index = new StringBuilder(":");
    for (int axis = 1; axis < stored.length; axis++) {
      long length = activations.getShape().get(axis);
      long stride = 1;
      while ((length + stride - 1) / stride > stored[axis]) {
        stride++;
      }
      index.append(", ::").append(stride);
    }
    return activations.get(new NDIndex(index.toString())).duplicate();
  }

  /** From 0..255 to -1..1. */
  private static float[] unit(float[] planes) {
    float[] unit = new float[planes.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = 2 * (planes[i] / 255) - 1;
    }
    return unit;
  }

  private static double[] interleavedRows(float[] planes, JsonNode rows) {
    double[] values = new double[rows.size() * SIZE * 3];
    for (int i = 0; i < values.length; i++) {
      int row = rows.get(i / (3 * SIZE)).intValue();
      values[i] = planes[(i % 3 * SIZE + row) * SIZE + i / 3 % SIZE];
    }
    return values;
  }

  private static double[] planarRows(float[] planes, JsonNode rows) {
    double[] values = new double[3 * rows.size() * SIZE];
    for (int i = 0; i < values.length; i++) {
      int row = rows.get(i / SIZE % rows.size()).intValue();
      int channel = i / (SIZE * rows.size());
      values[i] = planes[(channel * SIZE + row) * SIZE + i % SIZE] / 255.0;
    }
    return values;
  }
}
