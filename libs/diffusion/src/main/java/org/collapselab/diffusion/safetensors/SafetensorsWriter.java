package org.collapselab.diffusion.safetensors;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes safetensors files one tensor at a time. Tensors and metadata are ordered by name, so that
 * equal contents give equal bytes.
 */
public final class SafetensorsWriter {

  /** Readers may map the data as numbers, so it starts at a multiple of the longest. */
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * Writes a new file, which is on the disk when this returns.
   *
   * @throws IOException if the file exists or cannot be written
   */
  public static void write(Path file, Map<String, String> metadata, Map<String, NDArray> tensors)
      throws IOException {
    write(file, metadata, tensors, FloatFormat.SINGLE);
  }

  /**
   * Writes a new file, which is on the disk when this returns, and is incomplete if it throws.
   *
   * @throws IllegalArgumentException as the channel's {@code write}
   * @throws IOException if the file exists or cannot be written
   */
  public static void write(
      Path file, Map<String, String> metadata, Map<String, NDArray> tensors, FloatFormat floats)
      throws IOException {
    try (FileChannel channel = create(file)) {
      write(channel, metadata, tensors, floats);
      channel.force(true);
    }
  }

  /**
   * Writes to a channel, which stays open.
   *
   * @throws IllegalArgumentException if a tensor's type has no name in the format, or a value is
   *     too large for half precision, infinite or no number; the message names the tensor
   * @throws IOException if the channel fails
   */
  public static void write(
      WritableByteChannel channel,
      Map<String, String> metadata,
      Map<String, NDArray> tensors,
      FloatFormat floats)
      throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>();
    tensors.forEach((name, tensor) -> entries.put(name, Entry.of(name, tensor, floats)));
    TensorOutput output = new TensorOutput(channel);
    output.write(header(metadata, entries));
    for (Map.Entry<String, NDArray> tensor : new TreeMap<>(tensors).entrySet()) {
      String name = tensor.getKey();
      output.write(name, tensor.getValue(), entries.get(name).type());
    }
  }

  /**
   * Writes a new file of tensors that are made one after the other. It is on the disk when this
   * returns, and is incomplete if it throws.
   *
   * @param manager the tensors are made with sub-managers of it
   * @throws IllegalArgumentException if two tensors have one name, or one is made with another
   *     shape than it was announced with, or a value does not fit its type
   * @throws IOException if the file exists or cannot be written, or a tensor cannot be made
   */
  public static void write(
      Path file, Map<String, String> metadata, List<PendingTensor> tensors, NDManager manager)
      throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>();
    List<PendingTensor> ordered =
        tensors.stream().sorted(Comparator.comparing(PendingTensor::name)).toList();
    for (PendingTensor tensor : ordered) {
      if (entries.put(tensor.name(), Entry.of(tensor)) != null) {
        throw new IllegalArgumentException(tensor.name() + ": given twice");
      }
    }
    try (FileChannel channel = create(file)) {
      TensorOutput output = new TensorOutput(channel);
      output.write(header(metadata, entries));
      for (PendingTensor tensor : ordered) {
        try (NDManager own = manager.newSubManager()) {
          output.write(tensor.name(), made(tensor, own), tensor.type());
        }
      }
      channel.force(true);
    }
  }

  private static NDArray made(PendingTensor tensor, NDManager manager) throws IOException {
    NDArray values = tensor.values().make(manager);
    List<Long> shape = Arrays.stream(values.getShape().getShape()).boxed().toList();
    if (!shape.equals(tensor.shape())) {
      throw new IllegalArgumentException(
          "%s: announced as %s, made as %s".formatted(tensor.name(), tensor.shape(), shape));
    }
    return values;
  }

  private static ByteBuffer header(Map<String, String> metadata, SortedMap<String, Entry> tensors)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = json.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode strings = root.putObject("__metadata__");
      new TreeMap<>(metadata).forEach(strings::put);
    }
    long offset = 0;
    for (Map.Entry<String, Entry> tensor : tensors.entrySet()) {
      Entry entry = tensor.getValue();
      ObjectNode node = root.putObject(tensor.getKey());
      node.put("dtype", entry.type().name());
      var shape = node.putArray("shape");
      entry.shape().forEach(shape::add);
      long end = offset + entry.bytes();
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] text = json.writeValueAsString(root).getBytes(UTF_8);
    int padded = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] spaced = Arrays.copyOf(text, padded);
    Arrays.fill(spaced, text.length, padded, (byte) ' ');
    ByteBuffer header = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
    return header.putLong(padded).put(spaced).flip();
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private record Entry(ElementType type, List<Long> shape, long bytes) {

    static Entry of(PendingTensor tensor) {
      return new Entry(tensor.type(), tensor.shape(), tensor.bytes());
    }

    static Entry of(String name, NDArray tensor, FloatFormat floats) {
      ElementType type = floats.store(ElementType.of(name, tensor.getDataType()));
      return new Entry(
          type,
          Arrays.stream(tensor.getShape().getShape()).boxed().toList(),
          Math.multiplyExact(tensor.size(), (long) type.bytes()));
    }
  }
}
