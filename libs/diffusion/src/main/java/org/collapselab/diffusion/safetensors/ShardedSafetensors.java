package org.collapselab.diffusion.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;

/** A state dict in several files, and the index that says which tensor is in which. */
final class ShardedSafetensors implements TensorSource {

  private final Path index;
  private final Map<String, SafetensorsFile> fileOf;
  private final Map<String, SafetensorsFile> shards;

  private ShardedSafetensors(
      Path index, Map<String, SafetensorsFile> fileOf, Map<String, SafetensorsFile> shards) {
    this.index = index;
    this.fileOf = Collections.unmodifiableMap(fileOf);
    this.shards = shards;
  }

  /**
   * Opens the index and all its shards.
   *
   * @throws IOException if one of them cannot be read or they contradict each other
   */
  static ShardedSafetensors open(Path index) throws IOException {
    Map<String, String> weightMap = ShardIndex.read(index);
    Map<String, SafetensorsFile> shards = new TreeMap<>();
    try {
      List<String> problems = new ArrayList<>();
      for (String shard : Set.copyOf(weightMap.values())) {
        Path file = index.resolveSibling(shard);
        if (Files.isRegularFile(file)) {
          shards.put(shard, SafetensorsFile.open(file));
        } else {
          problems.add(shard + ": missing");
        }
      }
      Map<String, SafetensorsFile> fileOf = new LinkedHashMap<>();
      weightMap.forEach(
          (name, shard) -> {
            SafetensorsFile file = shards.get(shard);
            if (file != null && !file.names().contains(name)) {
              problems.add(shard + ": there is no tensor " + Shown.of(name));
            }
            fileOf.put(name, file);
          });
      shards.forEach(
          (shard, file) ->
              file.names().stream()
                  .filter(name -> !shard.equals(weightMap.get(name)))
                  .forEach(name -> problems.add(shard + ": not in the index: " + Shown.of(name))));
      if (!problems.isEmpty()) {
        throw new IOException(
            ProblemList.of(index + ": the shards are not those of the index", problems));
      }
      return new ShardedSafetensors(index, fileOf, shards);
    } catch (IOException | RuntimeException e) {
      closeAll(shards);
      throw e;
    }
  }

  @Override
  public String name() {
    return index.toString();
  }

  @Override
  public Set<String> names() {
    return fileOf.keySet();
  }

  @Override
  public TensorInfo info(String name) {
    return file(name).info(name);
  }

  @Override
  public NDArray read(NDManager manager, String name) throws IOException {
    return file(name).read(manager, name);
  }

  private SafetensorsFile file(String name) {
    SafetensorsFile file = fileOf.get(name);
    if (file == null) {
      throw new NoSuchElementException(index + ": there is no tensor \"" + name + "\"");
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    closeAll(shards);
  }

  private static void closeAll(Map<String, SafetensorsFile> shards) throws IOException {
    for (SafetensorsFile shard : shards.values()) {
      shard.close();
    }
  }
}
