package org.collapselab.diffusion.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.OptionalInt;

/** Rounds the floats of one tensor after another into a small buffer on their way to a channel. */
final class HalfPrecisionStream {

  private static final int BUFFER_BYTES = 1 << 16;

  private final WritableByteChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  HalfPrecisionStream(WritableByteChannel channel) {
    this.channel = channel;
  }

  /**
   * Writes all values that remain.
   *
   * @param name the tensor's, for errors
   * @throws IllegalArgumentException if a value is not finite in half precision
   */
  void write(String name, FloatBuffer values) throws IOException {
    while (values.hasRemaining()) {
      buffer.clear();
      while (values.hasRemaining() && buffer.hasRemaining()) {
        int index = values.position();
        float value = values.get();
        OptionalInt bits = HalfPrecision.bits(value);
        if (bits.isEmpty()) {
          throw new IllegalArgumentException(refusal(name, index, value));
        }
        buffer.putShort((short) bits.getAsInt());
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  private static String refusal(String name, int index, float value) {
    return "%s: element %d is %s, expected at most %s in magnitude to store it as F16"
        .formatted(name, index, value, HalfPrecision.MAX);
  }
}
