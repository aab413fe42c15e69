package org.collapselab.diffusion.safetensors;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a state dict as one file, or as shards and an index where it is larger than a file may be,
 * under the names that diffusers and transformers give them.
 */
public final class ShardWriter {

  private static final Map<String, String> METADATA = Map.of("format", "pt");

  private final Path folder;
  private final String stem;
  private final Optional<String> variant;
  private final long mostBytes;

  /**
   * A writer into a folder.
   *
   * @param stem the file's name before the variant and {@code .safetensors}, such as {@code
   *     diffusion_pytorch_model}
   * @param variant such as {@code fp16}
   * @param mostBytes bytes of tensors in one file; a larger tensor gets one of its own
   */
  public ShardWriter(Path folder, String stem, Optional<String> variant, long mostBytes) {
    this.folder = folder;
    this.stem = stem;
    this.variant = variant;
    this.mostBytes = mostBytes;
  }

  /**
   * Writes new files.
   *
   * @param tensors put into shards in this order
   * @param manager the tensors are made with sub-managers of it
   * @throws IOException if a file exists or cannot be written, or a tensor cannot be made
   */
  public void write(List<PendingTensor> tensors, NDManager manager) throws IOException {
    List<List<PendingTensor>> shards = shards(tensors);
    String name = stem + infix();
    if (shards.size() == 1) {
      write(name + ".safetensors", tensors, manager);
      return;
    }
    Map<String, String> weightMap = new LinkedHashMap<>();
    for (int i = 0; i < shards.size(); i++) {
      String shard = "%s-%05d-of-%05d.safetensors".formatted(name, i + 1, shards.size());
      write(shard, shards.get(i), manager);
      shards.get(i).forEach(tensor -> weightMap.put(tensor.name(), shard));
    }
    long total = tensors.stream().mapToLong(PendingTensor::bytes).sum();
    // Last: an index says that its shards are whole.
    Files.writeString(
        folder.resolve(stem + ".safetensors.index" + infix() + ".json"),
        ShardIndex.write(weightMap, total));
  }

  private String infix() {
    return variant.map(name -> '.' + name).orElse("");
  }

  private void write(String name, List<PendingTensor> tensors, NDManager manager)
      throws IOException {
    SafetensorsWriter.write(folder.resolve(name), METADATA, tensors, manager);
  }

  private List<List<PendingTensor>> shards(List<PendingTensor> tensors) {
    List<List<PendingTensor>> shards = new ArrayList<>();
    shards.add(new ArrayList<>());
    long bytes = 0;
    for (PendingTensor tensor : tensors) {
      List<PendingTensor> last = shards.get(shards.size() - 1);
      if (!last.isEmpty() && bytes + tensor.bytes() > mostBytes) {
        last = new ArrayList<>();
        shards.add(last);
        bytes = 0;
      }
      last.add(tensor);
      bytes += tensor.bytes();
    }
    return shards;
  }
}
