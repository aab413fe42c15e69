package org.collapselab.diffusion.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.safetensors.SafetensorsFile;
import org.collapselab.diffusion.safetensors.SafetensorsWriter;

/** A golden of the test resources with another text in its metadata and the same outputs. */
final class AlteredGolden {

  private AlteredGolden() {}

  /** Writes it to a folder under its own name, which its inputs follow. */
  static Path write(Path original, Path folder, String key, String old, String replacement)
      throws IOException {
    Path file = folder.resolve(original.getFileName());
    Files.deleteIfExists(file);
    try (SafetensorsFile source = SafetensorsFile.open(original);
        NDManager manager = Torch.newManager("cpu")) {
      Map<String, String> metadata = new LinkedHashMap<>(source.metadata());
      String text = metadata.get(key);
      if (text == null || !text.contains(old)) {
        throw new IllegalArgumentException(original + ": " + key + " has no " + old);
      }
      metadata.put(key, text.replace(old, replacement));
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      for (String name : source.names()) {
        tensors.put(name, source.read(manager, name));
      }
      SafetensorsWriter.write(file, metadata, tensors);
    }
    return file;
  }
}
