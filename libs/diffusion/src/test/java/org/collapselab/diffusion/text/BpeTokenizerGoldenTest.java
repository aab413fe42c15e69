package org.collapselab.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BpeTokenizerGoldenTest {

  @TempDir private static Path folder;
  private static BpeTokenizer paddedWithZero;
  private static BpeTokenizer paddedWithEnd;

  @BeforeAll
  static void readVocabulary() throws IOException {
    paddedWithZero = OpenClipVocabulary.tokenizer(folder.resolve("zero"), "!");
    paddedWithEnd = OpenClipVocabulary.tokenizer(folder.resolve("end"), "<|endoftext|>");
  }

  static Stream<Arguments> rows() throws IOException {
    JsonNode golden =
        new ObjectMapper()
            .readTree(BpeTokenizerGoldenTest.class.getResourceAsStream("/goldens/tokens.json"));
    return StreamSupport.stream(golden.path("rows").spliterator(), false)
        .map(row -> Arguments.of(row.path("text").textValue(), row));
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("rows")
  void givesTheIdsOfOpenClip(String caption, JsonNode row) {
    // When
    long[] zero = paddedWithZero.encode(caption);
    long[] end = paddedWithEnd.encode(caption);

    // Then
    assertThat(zero).as(caption).containsExactly(ids(row.path("ids_pad0")));
    assertThat(end).as(caption).containsExactly(ids(row.path("ids_pad_eot")));
    assertThat(paddedWithZero.tokenCount(caption)).isEqualTo(row.path("n_body").intValue());
  }

  private static long[] ids(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToLong(JsonNode::longValue)
        .toArray();
  }
}
