package org.collapselab.diffusion.safetensors;

import ai.djl.Device;
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
public final class SafetensorsFile implements TensorSource {

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
    if (Pickles.named(path)) {
      throw new IOException(path + ": " + Pickles.ADVICE);
    }
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      long fileBytes = channel.size();
      long headerBytes = headerBytes(channel, fileBytes);
      ByteBuffer json = ByteBuffer.allocate((int) headerBytes);
      readFully(channel, json, Long.BYTES);
      long dataStart = Long.BYTES + headerBytes;
      Header header = Header.parse(json.array(), fileBytes - dataStart);
      return new SafetensorsFile(path, channel, dataStart, header);
    } catch (IOException e) {
      channel.close();
      throw new IOException(path + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static long headerBytes(FileChannel channel, long fileBytes) throws IOException {
    ByteBuffer beginning = ByteBuffer.allocate((int) Math.min(fileBytes, Beginning.BYTES));
    readFully(channel, beginning, 0);
    return Beginning.headerBytes(beginning.array(), fileBytes);
  }

  @Override
  public String name() {
    return path.toString();
  }

  /** The free-form strings of the header. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  @Override
  public Set<String> names() {
    return header.tensors().keySet();
  }

  @Override
  public TensorInfo info(String name) {
    TensorInfo info = header.tensors().get(name);
    if (info == null) {
      throw new NoSuchElementException(path + ": there is no tensor \"" + name + "\"");
    }
    return info;
  }

  @Override
  public NDArray read(NDManager manager, String name) throws IOException {
    TensorInfo info = info(name);
    Shape shape = new Shape(info.shape());
    DataType stored = info.type().dataType();
    DataType wanted = info.type().isHalf() ? DataType.FLOAT32 : stored;
    if (info.size() == 0) {
      return manager.create(shape, wanted);
    }
    long bytes = info.end() - info.begin();
    if (bytes > Integer.MAX_VALUE) {
      throw new IOException(path + ": " + name + ": tensors of 2 GiB or more are not supported");
    }
    if (dataStart + info.end() > channel.size()) {
      // A mapping beyond the end would take the whole process down when touched.
      throw new EOFException(path + ": the file became shorter while it was read");
    }
    try (Mapping mapping = Mapping.of(channel, dataStart + info.begin(), bytes)) {
      return info.type() == ElementType.BF16
          ? widened(manager, mapping.bytes(), shape)
          : copied(manager, mapping.bytes(), shape, stored, wanted);
    }
  }

  /** The engine wraps a direct buffer without copying, so that the conversion is the one copy. */
  private static NDArray copied(
      NDManager manager, ByteBuffer bytes, Shape shape, DataType stored, DataType wanted) {
    try (NDArray view = manager.create(bytes, shape, stored)) {
      // A conversion to the type an array has would be the array itself.
      return stored == wanted ? view.duplicate() : view.toType(wanted, true);
    }
  }

  /** Written straight into the memory of the engine's array. */
  private static NDArray widened(NDManager manager, ByteBuffer halves, Shape shape) {
    Device device = manager.getDevice();
    NDArray floats = manager.create(shape, DataType.FLOAT32, Device.cpu());
    BFloat16.widen(halves, floats.toByteBuffer(true).order(ByteOrder.nativeOrder()));
    if (device.equals(Device.cpu())) {
      return floats;
    }
    try (floats) {
      return floats.toDevice(device, true);
    }
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
