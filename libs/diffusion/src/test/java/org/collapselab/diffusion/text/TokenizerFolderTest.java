package org.collapselab.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerFolderTest {

  private static final String CONFIG =
      "{\"model_max_length\": 8, \"pad_token\": \"<|endoftext|>\", \"tokenizer_class\":"
          + " \"CLIPTokenizer\"%s}";

  @TempDir private Path folder;

  @BeforeEach
  void train() throws IOException {
    new BpeTrainer(540, 8).train(List.of("a young woman"), folder);
  }

  private long padding() throws IOException {
    long[] ids = BpeTokenizer.read(folder).encode("a");
    return ids[ids.length - 1];
  }

  @Test
  void theMapOfSpecialTokensHasTheLastWordAsInStableDiffusion2() throws IOException {
    // Given
    Files.writeString(folder.resolve("tokenizer_config.json"), CONFIG.formatted(""));
    Files.writeString(folder.resolve("special_tokens_map.json"), "{\"pad_token\": \"!\"}");

    // When // Then
    assertThat(padding()).isZero();
  }

  @Test
  void aConfigurationThatListsItsTokensIsTakenAtItsWord() throws IOException {
    // Given
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        CONFIG.formatted(", \"added_tokens_decoder\": {}"));
    Files.writeString(
        folder.resolve("special_tokens_map.json"), "{\"pad_token\": {\"content\": \"!\"}}");

    // When // Then
    assertThat(padding()).isEqualTo(BpeTokenizer.read(folder).endId());
  }

  @Test
  void aFolderWithoutTheMapIsRead() throws IOException {
    // Given
    Files.writeString(folder.resolve("tokenizer_config.json"), CONFIG.formatted(""));
    Files.delete(folder.resolve("special_tokens_map.json"));

    // When // Then
    assertThat(padding()).isEqualTo(BpeTokenizer.read(folder).endId());
  }
}
