package org.collapselab.diffusion.safetensors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, opening it succeeds or names what is wrong. */
class HeaderFuzzTest {

  private static final int FILES = 200;
  private static final int HEADERS = 5000;

  private static final String HEADER =
      """
      {"__metadata__":{"format":"pt","note":"x"},\
      "conv.weight":{"dtype":"F32","shape":[2,1,3],"data_offsets":[0,24]},\
      "conv.bias":{"dtype":"BF16","shape":[4],"data_offsets":[24,32]},\
      "ids":{"dtype":"I64","shape":[1,0],"data_offsets":[32,32]}}""";

  private static final int DATA_BYTES = 32;

  private static final String[] TOKENS = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "null",
    "true",
    "-1",
    "1e3",
    "0.5",
    "9223372036854775807",
    "9223372036854775808",
    "4294967296",
    "\"F16\"",
    "\"F8_E4M3\"",
    "\"__metadata__\"",
    "\"shape\"",
    "\"conv.bias\"",
    "[[[[[[[[",
    "\\u0000",
    "\u00e9",
    "1".repeat(2000),
    " ".repeat(300)
  };

  @TempDir private Path folder;

  @Test
  void aHostileFileIsAnErrorThatNamesIt() throws IOException {
    // Given
    Random random = new Random(7);
    Path file = folder.resolve("fuzzed");
    int refused = 0;

    for (int i = 0; i < FILES; i++) {
      Files.write(file, mutated(random));

      // When
      try (SafetensorsFile opened = SafetensorsFile.open(file)) {
        // Then
        assertThat(opened.names()).hasSizeLessThanOrEqualTo(3);
      } catch (IOException e) {
        refused++;
        assertThat(e.getMessage()).startsWith(file + ": ").hasSizeLessThan(1000);
      }
    }
    assertThat(refused).isGreaterThan(FILES / 2).isLessThan(FILES);
  }

  @Test
  void aHostileHeaderClaimsNoMoreThanItsFileHas() {
    // Given
    Random random = new Random(8);
    int refused = 0;

    for (int i = 0; i < HEADERS; i++) {
      byte[] file = mutated(random);

      // When
      try {
        Header header = header(file);

        // Then
        assertThat(header.tensors().values()).allMatch(info -> info.end() <= file.length);
      } catch (IOException e) {
        refused++;
        assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000);
      }
    }
    assertThat(refused).isGreaterThan(HEADERS / 2).isLessThan(HEADERS);
  }

  /** What opening a file does, without the file. */
  private static Header header(byte[] file) throws IOException {
    byte[] beginning = Arrays.copyOf(file, Math.min(file.length, Beginning.BYTES));
    int end = Long.BYTES + (int) Beginning.headerBytes(beginning, file.length);
    return Header.parse(Arrays.copyOfRange(file, Long.BYTES, end), file.length - end);
  }

  private static byte[] mutated(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> file(HEADER.getBytes(UTF_8).length, flipped(random), DATA_BYTES);
      case 1 -> file(random.nextLong() >>> random.nextInt(64), HEADER.getBytes(UTF_8), DATA_BYTES);
      case 2 -> file(HEADER.getBytes(UTF_8).length, HEADER.getBytes(UTF_8), random.nextInt(64));
      case 3 -> noise(random);
      default -> {
        byte[] header = spliced(random).getBytes(UTF_8);
        yield file(header.length, header, DATA_BYTES);
      }
    };
  }

  private static byte[] flipped(Random random) {
    byte[] header = HEADER.getBytes(UTF_8);
    for (int i = random.nextInt(3); i >= 0; i--) {
      header[random.nextInt(header.length)] = (byte) random.nextInt(256);
    }
    return header;
  }

  private static String spliced(Random random) {
    StringBuilder header = new StringBuilder(HEADER);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(header.length());
      int length = Math.min(random.nextInt(12), header.length() - at);
      header.replace(at, at + length, TOKENS[random.nextInt(TOKENS.length)]);
    }
    return header.toString();
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] file(long headerBytes, byte[] header, int dataBytes) {
    return ByteBuffer.allocate(Long.BYTES + header.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(headerBytes)
        .put(header)
        .array();
  }
}
