package org.collapselab.diffusion.safetensors;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
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
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
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
    SortedMap<String, NDArray> ordered = new TreeMap<>(tensors);
    writeFully(channel, header(new TreeMap<>(metadata), ordered, floats));
    HalfPrecisionStream halves = new HalfPrecisionStream(channel);
    for (Map.Entry<String, NDArray> entry : ordered.entrySet()) {
      NDArray tensor = entry.getValue();
      if (tensor.size() > 0) {
        NDArray local = tensor.toDevice(Device.cpu(), false);
        try {
          ByteBuffer bytes = local.toByteBuffer(true).order(ByteOrder.LITTLE_ENDIAN);
          ElementType type = type(entry.getKey(), tensor.getDataType());
          if (floats.store(type) == type) {
            writeFully(channel, bytes);
          } else {
            halves.write(entry.getKey(), bytes.asFloatBuffer());
          }
        } finally {
          if (local != tensor) {
            local.close();
          }
        }
      }
    }
  }

  private static ByteBuffer header(
      SortedMap<String, String> metadata, SortedMap<String, NDArray> tensors, FloatFormat floats)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = json.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode strings = root.putObject("__metadata__");
      metadata.forEach(strings::put);
    }
    long offset = 0;
    for (Map.Entry<String, NDArray> entry : tensors.entrySet()) {
      NDArray tensor = entry.getValue();
      ElementType type = floats.store(type(entry.getKey(), tensor.getDataType()));
      ObjectNode node = root.putObject(entry.getKey());
      node.put("dtype", type.name());
      var shape = node.putArray("shape");
      Arrays.stream(tensor.getShape().getShape()).forEach(shape::add);
      long end = offset + Math.multiplyExact(tensor.size(), (long) type.bytes());
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

  private static ElementType type(String name, DataType dataType) {
    return Arrays.stream(ElementType.values())
        .filter(type -> type.dataType() == dataType)
        .findAny()
        .orElseThrow(
            () -> new IllegalArgumentException(name + ": " + dataType + " cannot be written"));
  }

  private static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
