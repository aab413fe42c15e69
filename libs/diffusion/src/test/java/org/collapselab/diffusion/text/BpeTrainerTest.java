package org.collapselab.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BpeTrainerTest {

  private static final List<String> CAPTIONS =
      List.of(
          "an old man with dark skin",
          "an old woman with light skin",
          "a young woman with medium skin",
          "a man with light skin, smiling");

  @TempDir private Path folder;

  @Test
  void learnsFrequentWordsAsOneToken() throws IOException {
    // When
    BpeTokenizer tokenizer = new BpeTrainer(600, 16).train(CAPTIONS, folder);

    // Then
    assertThat(tokenizer.tokenCount("a man with light skin")).isEqualTo(5);
    assertThat(tokenizer.tokenCount("zebra")).isGreaterThan(1);
  }

  @Test
  void staysWithinTheVocabularySize() throws IOException {
    // When
    BpeTokenizer tokenizer = new BpeTrainer(520, 16).train(CAPTIONS, folder);

    // Then
    assertThat(tokenizer.vocabularySize()).isEqualTo(520);
    assertThat(tokenizer.startId()).isEqualTo(518);
    assertThat(tokenizer.endId()).isEqualTo(519);
  }

  @Test
  void writesTheSameFilesWhateverTheOrderOfTheCaptions() throws IOException {
    // Given
    List<String> reversed = new ArrayList<>(CAPTIONS);
    Collections.reverse(reversed);

    // When
    new BpeTrainer(600, 16).train(CAPTIONS, folder.resolve("a"));
    new BpeTrainer(600, 16).train(reversed, folder.resolve("b"));

    // Then
    for (String file :
        List.of("vocab.json", "merges.txt", "tokenizer_config.json", "special_tokens_map.json")) {
      assertThat(folder.resolve("a").resolve(file))
          .hasSameTextualContentAs(folder.resolve("b").resolve(file));
    }
  }

  @Test
  void readsBackWhatItWrote() throws IOException {
    // Given
    BpeTokenizer trained = new BpeTrainer(600, 16).train(CAPTIONS, folder);

    // When
    BpeTokenizer read = BpeTokenizer.read(folder);

    // Then
    assertThat(read.encode("an OLD man…")).containsExactly(trained.encode("an old man…"));
    assertThat(read.length()).isEqualTo(16);
    assertThat(read.padId()).isEqualTo(read.endId());
  }

  @Test
  void namesTheFileAndTheFieldThatIsWrong() throws IOException {
    // Given
    new BpeTrainer(520, 16).train(CAPTIONS, folder);
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"pad_token\": \"nope\"}");

    // Then
    assertThatThrownBy(() -> BpeTokenizer.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tokenizer_config.json: model_max_length");

    // Given
    Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\na b c\n");

    // Then
    assertThatThrownBy(() -> BpeTokenizer.read(folder))
        .hasMessageContaining("merges.txt: line 2: expected two symbols");
  }

  @Test
  void refusesAVocabularyTooSmallForTheBytes() {
    assertThatThrownBy(() -> new BpeTrainer(513, 16))
        .hasMessage("vocabularySize: expected at least 514, found 513");
  }
}
