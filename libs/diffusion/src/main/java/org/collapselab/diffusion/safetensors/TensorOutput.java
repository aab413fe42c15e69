package org.collapselab.diffusion.safetensors;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;

/** The values of one tensor after another on their way to a channel. */
final class TensorOutput {

  private final WritableByteChannel channel;
  private final RoundingStream halves;

  TensorOutput(WritableByteChannel channel) {
    this.channel = channel;
    this.halves = new RoundingStream(channel);
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Writes a tensor as it is, or 32-bit floats rounded to 16 bits.
   *
   * @param type what is written
   */
  void write(String name, NDArray tensor, ElementType type) throws IOException {
    if (tensor.size() == 0) {
      return;
    }
    NDArray local = tensor.toDevice(Device.cpu(), false);
    try {
      ByteBuffer bytes = local.toByteBuffer(true).order(ByteOrder.LITTLE_ENDIAN);
      if (tensor.getDataType() == type.dataType()) {
        write(bytes);
      } else if (tensor.getDataType() == DataType.FLOAT32 && type.isHalf()) {
        halves.write(name, bytes.asFloatBuffer(), type);
      } else {
        throw new IllegalArgumentException(
            "%s: %s cannot be written as %s".formatted(name, tensor.getDataType(), type));
      }
    } finally {
      if (local != tensor) {
        local.close();
      }
    }
  }
}
