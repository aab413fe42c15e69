package org.collapselab.diffusion.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.collapselab.diffusion.nn.TorchScript;
import org.collapselab.diffusion.safetensors.FloatFormat;
import org.collapselab.diffusion.safetensors.SafetensorsFile;
import org.collapselab.diffusion.safetensors.SafetensorsWriter;

/** The arrays of a run, and the one file they are saved to. */
final class TrainingState {

  private static final String STEP = "step";
  private static final String SETTINGS = "settings";

  private final Map<String, NDArray> arrays = new LinkedHashMap<>();

  TrainingState(
      Map<String, NDArray> parameters,
      Map<String, NDArray> firstMoments,
      Map<String, NDArray> secondMoments,
      Map<String, NDArray> averages) {
    add("parameter", parameters);
    add("first_moment", firstMoments);
    add("second_moment", secondMoments);
    add("average", averages);
  }

  private void add(String kind, Map<String, NDArray> of) {
    of.forEach((name, array) -> arrays.put(kind + ":" + name, array));
  }

  /** Writes everything to a channel. */
  void write(WritableByteChannel channel, int step, FineTuningSettings settings)
      throws IOException {
    Map<String, String> metadata =
        Map.of(STEP, Integer.toString(step), SETTINGS, resultsOf(settings));
    SafetensorsWriter.write(channel, metadata, arrays, FloatFormat.SINGLE);
  }

  /**
   * Reads the file into the arrays.
   *
   * @return the number of steps done
   */
  int read(Path path, NDManager owner, FineTuningSettings settings) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(path);
        NDManager manager = owner.newSubManager()) {
      String saved = file.metadata().getOrDefault(SETTINGS, "none");
      String expected = resultsOf(settings);
      if (!saved.equals(expected)) {
        throw new IOException(
            path + ": saved with other settings: " + saved + ", expected " + expected);
      }
      if (!file.names().equals(arrays.keySet())) {
        TreeSet<String> different = new TreeSet<>(file.names());
        different.removeAll(arrays.keySet());
        TreeSet<String> missing = new TreeSet<>(arrays.keySet());
        missing.removeAll(file.names());
        throw new IOException(
            path + ": holds other arrays: unexpected " + different + ", missing " + missing);
      }
      for (Map.Entry<String, NDArray> entry : arrays.entrySet()) {
        copy(path, manager, file, entry.getKey(), entry.getValue());
      }
      return step(path, file, settings);
    }
  }

  /** The settings as far as they decide the results: a run may go on with more or less memory. */
  private static String resultsOf(FineTuningSettings settings) {
    return settings.with(settings.computation().keeping()).toString();
  }

  private static void copy(
      Path path, NDManager manager, SafetensorsFile file, String name, NDArray target)
      throws IOException {
    try (NDArray source = file.read(manager, name)) {
      if (!source.getShape().equals(target.getShape())) {
        throw new IOException(
            path
                + ": "
                + name
                + ": has the shape "
                + source.getShape()
                + ", expected "
                + target.getShape());
      }
      try (TorchScript.Arrays to = new TorchScript.Arrays(List.of(target));
          TorchScript.Arrays from = new TorchScript.Arrays(List.of(source))) {
        Kernels.method("copy").arrays(to).arrays(from).run(manager).close();
      }
    }
  }

  private static int step(Path path, SafetensorsFile file, FineTuningSettings settings)
      throws IOException {
    String text = file.metadata().getOrDefault(STEP, "none");
    try {
      int step = Integer.parseInt(text);
      if (step >= 0 && step <= settings.steps()) {
        return step;
      }
    } catch (NumberFormatException e) {
      throw new IOException(path + ": step: expected a number, but was " + text, e);
    }
    throw new IOException(
        path + ": step: expected at most " + settings.steps() + ", but was " + text);
  }
}
