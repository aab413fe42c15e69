package org.collapselab.diffusion.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.collapselab.diffusion.nn.TorchScript;
import org.collapselab.diffusion.safetensors.SafetensorsFile;
import org.collapselab.diffusion.safetensors.SafetensorsWriter;

/** The arrays of a run, and the one file they are saved to. */
final class TrainingState {

  private static final String FILE = "state.safetensors";
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

  static boolean exists(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  /** Writes beside the old state and renames over it, with both on the disk before each step. */
  void write(Path folder, int step, FineTuningSettings settings) throws IOException {
    Files.createDirectories(folder);
    Path fresh = folder.resolve(FILE + ".new");
    Files.deleteIfExists(fresh);
    SafetensorsWriter.write(
        fresh, Map.of(STEP, Integer.toString(step), SETTINGS, settings.toString()), arrays);
    Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /**
   * Reads the file into the arrays.
   *
   * @return the number of steps done
   */
  int read(Path folder, NDManager owner, FineTuningSettings settings) throws IOException {
    Path path = folder.resolve(FILE);
    try (SafetensorsFile file = SafetensorsFile.open(path);
        NDManager manager = owner.newSubManager()) {
      String saved = file.metadata().getOrDefault(SETTINGS, "none");
      if (!saved.equals(settings.toString())) {
        throw new IOException(
            path + ": saved with other settings: " + saved + ", expected " + settings);
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
