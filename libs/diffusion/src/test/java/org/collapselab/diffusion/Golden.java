package org.collapselab.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.safetensors.SafetensorsFile;

/**
 * Reference numbers computed in float64 by the Python libraries, with weights and inputs that
 * follow a formula of their names.
 */
public final class Golden {

  /** How many times the reference library's own float32 error is still taken for rounding. */
  private static final double ROUNDING = 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Path file;
  private final Map<String, String> metadata;

  private Golden(String name, Path file, Map<String, String> metadata) {
    this.name = name;
    this.file = file;
    this.metadata = metadata;
  }

  public static Golden read(String name) {
    try {
      Path file = Path.of(Golden.class.getResource("/goldens/" + name + ".safetensors").toURI());
      try (SafetensorsFile source = SafetensorsFile.open(file)) {
        return new Golden(name, file, source.metadata());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public JsonNode json(String key) {
    try {
      return JSON.readTree(metadata.get(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String text(String key) {
    return metadata.get(key);
  }

  /** An expected tensor as doubles. */
  public double[] expected(NDManager manager, String tensor) {
    try (SafetensorsFile source = SafetensorsFile.open(file);
        NDArray array = source.read(manager, tensor)) {
      return doubles(array);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An expected or given tensor of whatever type it was stored with. */
  public NDArray tensor(NDManager manager, String tensor) {
    try (SafetensorsFile source = SafetensorsFile.open(file)) {
      return source.read(manager, tensor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tolerance of a tensor's values. */
  public double tolerance(String tensor) {
    return ROUNDING * json("fp32_vs_fp64").get(tensor).get("max_abs").doubleValue();
  }

  /** The largest difference between an array and an expected tensor; NaN if any is NaN. */
  public double difference(NDArray actual, String tensor) {
    double[] expected = expected(actual.getManager(), tensor);
    double[] values = doubles(actual);
    if (values.length != expected.length) {
      throw new AssertionError(
          tensor + ": " + values.length + " values, expected " + expected.length);
    }
    double worst = 0;
    for (int i = 0; i < values.length; i++) {
      worst = Math.max(worst, Math.abs(values[i] - expected[i]));
    }
    return worst;
  }

  /** An input of the golden: values in [-1, 1). */
  public float[] input(String tensor, int size) {
    JsonNode alias = json("inputs").path("golden_name_in_input_keys");
    String key = alias.isMissingNode() ? name : alias.textValue();
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) symmetric("input:" + key + "/" + tensor, i);
    }
    return values;
  }

  /** The golden's weights for parameters of these names and shapes. */
  public static Weights weights(Map<String, long[]> shapes) {
    Map<String, float[]> values = new LinkedHashMap<>();
    shapes.forEach((name, shape) -> values.put(name, weight(name, shape)));
    return Weights.of(shapes, values, "cpu");
  }

  private static float[] weight(String name, long[] shape) {
    int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      double v = symmetric(name, i);
      if (shape.length >= 2) {
        values[i] = (float) (v * Math.sqrt(3 / ((double) size / shape[0])));
      } else if (name.endsWith("weight")) {
        values[i] = (float) (1 + 0.1 * v);
      } else if (name.endsWith("running_var")) {
        values[i] = (float) (1 + 0.25 * (v + 1));
      } else {
        values[i] = (float) (0.05 * v);
      }
    }
    return values;
  }

  private static double symmetric(String name, long index) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
    }
    long z = hash + (index + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return 2 * ((z >>> 40) * 0x1p-24) - 1;
  }

  private static double[] doubles(NDArray array) {
    return switch (array.getDataType()) {
      case FLOAT64 -> array.toDoubleArray();
      case FLOAT32 -> {
        float[] floats = array.toFloatArray();
        double[] wide = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
          wide[i] = floats[i];
        }
        yield wide;
      }
      default -> throw new IllegalArgumentException("not floats: " + array.getDataType());
    };
  }
}
