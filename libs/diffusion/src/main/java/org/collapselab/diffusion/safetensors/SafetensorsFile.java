package org.collapselab.diffusion.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** A safetensors file open for reading. */
public final class SafetensorsFile implements AutoCloseable {

  /** The longest header the format allows. */
  private static final long MAX_HEADER_BYTES = 100_000_000;

  private final Path path;
  private final FileChannel channel;
  private final long dataStart;
  private final Header header;

  private SafetensorsFile(Path path, FileChannel channel, long dataStart, Header header) {
    this.path = path;
    this.channel = channel;
    this.dataStart = dataStart;
    this.header = header;
  }

  /**
   * Opens a file and checks its whole header.
   *
   * @throws IOException if it cannot be read or its header is wrong; the message names the file,
   *     the tensor and the field
   */
  public static SafetensorsFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      long fileBytes = channel.size();
      if (fileBytes < Long.BYTES) {
        throw new IOException("too short for a header length");
      }
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      readFully(channel, length, 0);
      long headerBytes = length.flip().getLong();
      if (headerBytes < 0
          || headerBytes > MAX_HEADER_BYTES
          || headerBytes > fileBytes - Long.BYTES) {
        throw new IOException(
            "header length: "
                + Long.toUnsignedString(headerBytes)
                + " is more than the file or the"
                + " format allow");
      }
      ByteBuffer json = ByteBuffer.allocate((int) headerBytes);
      readFully(channel, json, Long.BYTES);
      long dataStart = Long.BYTES + headerBytes;
      Header header = Header.parse(json.array(), fileBytes - dataStart);
      return new SafetensorsFile(path, channel, dataStart, header);
    } catch (IOException e) {
      channel.close();
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  /** The free-form strings of the header. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /** The names of the tensors. */
  public Set<String> names() {
    return header.tensors().keySet();
  }

  /**
   * What the header says about a tensor.
   *
   * @throws NoSuchElementException if there is none of this name
   */
  public TensorInfo info(String name) {
    TensorInfo info = header.tensors().get(name);
    if (info == null) {
      throw new NoSuchElementException(path + ": there is no tensor \"" + name + "\"");
    }
    return info;
  }

  /**
   * Reads a tensor into memory of the engine. F16 and BF16 become 32-bit floats, every other type
   * stays as it is.
   *
   * @param manager owns the result and says on which device it is
   * @throws NoSuchElementException if there is no tensor of this name
   * @throws IOException if the file cannot be read
   */
  public NDArray read(NDManager manager, String name) throws IOException {
    TensorInfo info = info(name);
    Shape shape = new Shape(info.shape());
    if (info.size() == 0) {
      DataType type = info.type().bytes() == 2 ? DataType.FLOAT32 : info.type().dataType();
      return manager.create(shape, type);
    }
    if (info.end() - info.begin() > Integer.MAX_VALUE / 2) {
      throw new IOException(path + ": " + name + ": tensors of more than 1 GiB are not supported");
    }
    ByteBuffer mapped =
        channel
            .map(FileChannel.MapMode.READ_ONLY, dataStart + info.begin(), info.end() - info.begin())
            .order(ByteOrder.LITTLE_ENDIAN);
    return switch (info.type()) {
      case F16 -> copy(manager, mapped, shape, DataType.FLOAT16).toType(DataType.FLOAT32, false);
      case BF16 -> copy(manager, widen(mapped), shape, DataType.FLOAT32);
      default -> copy(manager, mapped, shape, info.type().dataType());
    };
  }

  /** The engine wraps a direct buffer without copying, and the mapping must not outlive us. */
  private static NDArray copy(NDManager manager, ByteBuffer buffer, Shape shape, DataType type) {
    try (NDArray view = manager.create(buffer, shape, type)) {
      return view.duplicate();
    }
  }

  /** A bfloat16 is the upper half of a 32-bit float. */
  private static ByteBuffer widen(ByteBuffer halves) {
    ByteBuffer floats =
        ByteBuffer.allocateDirect(2 * halves.remaining()).order(ByteOrder.nativeOrder());
    while (halves.hasRemaining()) {
      floats.putInt(halves.getShort() << 16);
    }
    return floats.flip();
  }

  private static void readFully(FileChannel channel, ByteBuffer buffer, long position)
      throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
