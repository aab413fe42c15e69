package org.collapselab.diffusion.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Set;

/** Named tensors that are read one at a time, from one file or from the shards of an index. */
public interface TensorSource extends AutoCloseable {

  /**
   * Opens a safetensors file, or all shards of an {@code .safetensors.index.json}.
   *
   * @throws IOException if a file cannot be read or is not well-formed; the message names it
   */
  static TensorSource open(Path path) throws IOException {
    String name = path.getFileName().toString();
    return name.endsWith(".json") ? ShardedSafetensors.open(path) : SafetensorsFile.open(path);
  }

  /** How errors name it: the path of the file, or of the index of the shards. */
  String name();

  /** The names of the tensors. */
  Set<String> names();

  /**
   * What the header says about a tensor.
   *
   * @throws NoSuchElementException if there is none of this name
   */
  TensorInfo info(String name);

  /**
   * Reads a tensor into memory of the engine. F16 and BF16 become 32-bit floats, every other type
   * stays as it is.
   *
   * @param manager owns the result and says on which device it is
   * @throws NoSuchElementException if there is no tensor of this name
   * @throws IOException if the file cannot be read
   */
  NDArray read(NDManager manager, String name) throws IOException;

  @Override
  void close() throws IOException;
}
