package org.collapselab.diffusion.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.OptionalInt;

/** Rounds the floats of one tensor after another into a small buffer on their way to a channel. */
final class RoundingStream {

  private static final int BUFFER_BYTES = 1 << 16;

  private final WritableByteChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  RoundingStream(WritableByteChannel channel) {
    this.channel = channel;
  }

  /**
   * Writes all values that remain.
   *
   * @param name the tensor's, for errors
   * @param type F16 or BF16
   * @throws IllegalArgumentException if a value is not finite in this type
   */
  void write(String name, FloatBuffer values, ElementType type) throws IOException {
    boolean half = type == ElementType.F16;
    Rounding rounding = half ? HalfPrecision::bits : BFloat16::bits;
    while (values.hasRemaining()) {
      buffer.clear();
      while (values.hasRemaining() && buffer.hasRemaining()) {
        int index = values.position();
        float value = values.get();
        OptionalInt bits = rounding.bits(value);
        if (bits.isEmpty()) {
          throw new IllegalArgumentException(
              "%s: element %d is %s, expected at most %s in magnitude to store it as %s"
                  .formatted(name, index, value, half ? HalfPrecision.MAX : BFloat16.MAX, type));
        }
        buffer.putShort((short) bits.getAsInt());
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }
}
