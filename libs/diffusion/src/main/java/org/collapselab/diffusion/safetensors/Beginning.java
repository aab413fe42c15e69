package org.collapselab.diffusion.safetensors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The first bytes of a file: the length of its header, or what it is that is called safetensors and
 * is none.
 */
final class Beginning {

  /** Enough for the length and every sign looked for. */
  static final int BYTES = 16;

  /** The format allows six times as much; the header of a whole Stable Diffusion has 0.3 MB. */
  static final long MOST_HEADER_BYTES = 16 << 20;

  private Beginning() {}

  /**
   * The length of the header.
   *
   * @param beginning the first {@link #BYTES} of the file, or all it has
   * @throws IOException if no header of this length can be there; says which way to a file that has
   *     one if the beginning tells
   */
  static long headerBytes(byte[] beginning, long fileBytes) throws IOException {
    if (beginning.length <= Long.BYTES) {
      throw new IOException("too short for a header");
    }
    long bytes = ByteBuffer.wrap(beginning).order(ByteOrder.LITTLE_ENDIAN).getLong();
    Optional<String> problem = problem(bytes, beginning[Long.BYTES], fileBytes - Long.BYTES);
    if (problem.isPresent()) {
      // Only now: the length of a good header may look like the first bytes of a pickle.
      throw new IOException(foreign(beginning).orElse(problem.get()));
    }
    return bytes;
  }

  private static Optional<String> problem(long headerBytes, byte first, long bytesBehind) {
    if (headerBytes < 0 || headerBytes > bytesBehind) {
      return Optional.of(
          "header length: %s is more than the %d bytes behind it"
              .formatted(Long.toUnsignedString(headerBytes), bytesBehind));
    }
    if (headerBytes > MOST_HEADER_BYTES) {
      return Optional.of(
          "header length: %d is more than the %d that are read"
              .formatted(headerBytes, MOST_HEADER_BYTES));
    }
    return headerBytes > 0 && first == '{'
        ? Optional.empty()
        : Optional.of("header: expected a JSON object");
  }

  private static Optional<String> foreign(byte[] beginning) {
    String text = new String(beginning, ISO_8859_1);
    // A zip or a protocol 2 to 5 pickle: both ways in which PyTorch pickles.
    if (text.startsWith("PK\u0003\u0004") || text.matches("(?s)\u0080[\u0002-\u0005].*")) {
      return Optional.of("not safetensors but a pickle: " + Pickles.ADVICE);
    }
    if (text.startsWith("version https://")) {
      return Optional.of("a pointer of Git LFS, not the file itself; fetch it with git lfs pull");
    }
    return Optional.empty();
  }
}
