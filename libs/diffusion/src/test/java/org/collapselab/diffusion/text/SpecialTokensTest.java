package org.collapselab.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Special tokens that captions spell out; all else is in the goldens. */
class SpecialTokensTest {

  @Test
  void aPaddingTokenStandsForItselfInTransformersAndForAWordInOpenClip() {
    // Given
    String caption = "hello, world!";

    // When
    long[] transformers =
        OpenClipVocabulary.tokenizer("!", 8, SpecialTokens.TRANSFORMERS).encode(caption);
    long[] openClip = OpenClipVocabulary.tokenizer("!", 8, SpecialTokens.OPEN_CLIP).encode(caption);

    // Then
    assertThat(transformers).containsExactly(49406, 3306, 267, 1002, 0, 49407, 0, 0);
    assertThat(openClip).containsExactly(49406, 3306, 267, 1002, 256, 49407, 0, 0);
  }

  @Test
  void eachLibraryHasItsOwnSpellingOfTheStart() {
    // Given
    BpeTokenizer transformers =
        OpenClipVocabulary.tokenizer(BpeTokenizer.END_TOKEN, 16, SpecialTokens.TRANSFORMERS);
    BpeTokenizer openClip =
        OpenClipVocabulary.tokenizer(BpeTokenizer.END_TOKEN, 16, SpecialTokens.OPEN_CLIP);

    // Then
    assertThat(transformers.tokenCount("<|startoftext|> a")).isEqualTo(2);
    assertThat(openClip.tokenCount("<|startoftext|> a")).isGreaterThan(2);
    assertThat(transformers.tokenCount("<start_of_text> a")).isGreaterThan(2);
    assertThat(openClip.tokenCount("<start_of_text> a")).isEqualTo(2);
  }
}
