package org.collapselab.diffusion.safetensors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.collapselab.fuzzing.ByteDamage;
import org.collapselab.fuzzing.Damage;
import org.collapselab.fuzzing.Fuzz;
import org.collapselab.fuzzing.JsonDamage;
import org.collapselab.fuzzing.Tally;
import org.collapselab.fuzzing.TextDamage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, opening it succeeds or names what is wrong. */
@Tag("hostile")
class HostileSafetensorsTest {
  private static final String HEADER =
      """
      {"__metadata__":{"format":"pt","note":"x"},\
      "conv.weight":{"dtype":"F32","shape":[2,1,3],"data_offsets":[0,24]},\
      "conv.bias":{"dtype":"BF16","shape":[4],"data_offsets":[24,32]},\
      "ids":{"dtype":"I64","shape":[1,0],"data_offsets":[32,32]}}""";
  private static final int DATA_BYTES = 32;
  private static final int LONGEST_MESSAGE = 1000;

  @TempDir private Path folder;

  /** Damage to the header with a length that fits it: past the first check. */
  private static final Damage HEADERS =
      (file, corpus, random) -> {
        if (file.length <= Long.BYTES + DATA_BYTES) {
          return file;
        }
        byte[] header = Arrays.copyOfRange(file, Long.BYTES, file.length - DATA_BYTES);
        Damage damage = Damage.any(new JsonDamage(), new TextDamage(), new ByteDamage());
        return file(damage.apply(header, List.of(header), random));
      };

  @Test
  void shouldOpenAFileOrNameItAndWhatIsWrong() throws IOException {
    // Given
    Path file = folder.resolve("fuzzed");

    // When
    Tally tally =
        Fuzz.of(List.of(file(HEADER.getBytes(UTF_8))), Damage.any(HEADERS, new ByteDamage()))
            .refusedWith(IOException.class)
            .oneOf(10)
            .run(
                bytes -> {
                  Files.write(file, bytes);
                  SafetensorsFile.open(file).close();
                });

    // Then
    assertThat(tally.refused()).isBetween(tally.cases() / 4, tally.cases() - 1);
    assertThat(tally.refusals().keySet()).allMatch(message -> message.contains("fuzzed: "));
  }

  @Test
  void shouldClaimNoMoreThanTheFileHas() {
    // Given / When
    Tally tally =
        Fuzz.of(List.of(file(HEADER.getBytes(UTF_8))), Damage.any(HEADERS, new ByteDamage()))
            .refusedWith(IOException.class)
            .run(
                bytes ->
                    assertThat(header(bytes).tensors().values())
                        .allMatch(info -> info.end() <= bytes.length));

    // Then
    assertThat(tally.refused()).isBetween(tally.cases() / 4, tally.cases() - 1);
    assertThat(tally.refusals().keySet()).allMatch(message -> message.length() < LONGEST_MESSAGE);
  }

  /** What opening a file does, without the file. */
  private static Header header(byte[] file) throws IOException {
    byte[] beginning = Arrays.copyOf(file, Math.min(file.length, Beginning.BYTES));
    int end = Long.BYTES + (int) Beginning.headerBytes(beginning, file.length);
    return Header.parse(Arrays.copyOfRange(file, Long.BYTES, end), file.length - end);
  }

  private static byte[] file(byte[] header) {
    return ByteBuffer.allocate(Long.BYTES + header.length + DATA_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }
}
