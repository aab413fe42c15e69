package org.collapselab.diffusion.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * A part of a file mapped into memory, unmapped when closed by the thread that made it. Java before
 * 22 leaves that to the garbage collector, which a program with its tensors outside the heap hardly
 * ever needs to run: the pages of a whole model would stay resident beside the tensors read from
 * them.
 */
final class Mapping implements AutoCloseable {

  private static final Unmapping UNMAPPING = Unmapping.ofThisMachine();

  private final ByteBuffer buffer;
  private final AutoCloseable release;

  /**
   * A mapped buffer.
   *
   * @param release unmaps it
   */
  Mapping(ByteBuffer buffer, AutoCloseable release) {
    this.buffer = buffer;
    this.release = release;
  }

  static Mapping of(FileChannel channel, long begin, long bytes) throws IOException {
    return UNMAPPING.map(channel, begin, bytes);
  }

  /** The bytes, which must not be touched once this is closed. */
  ByteBuffer bytes() {
    return buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() {
    try {
      release.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot unmap a file", e);
    }
  }
}
