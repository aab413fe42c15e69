package org.collapselab.diffusion.text;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How special tokens that a caption spells out are read. */
public enum SpecialTokens {
  /**
   * As transformers reads them: the start, end and padding tokens as the vocabulary spells them,
   * wherever they stand; so {@code !} is no exclamation mark where it is the padding token.
   */
  TRANSFORMERS {
    @Override
    List<Piece> pieces(String caption, Set<String> tokens) {
      Matcher found =
          Pattern.compile(
                  tokens.stream()
                      .sorted(Comparator.comparingInt(String::length).reversed())
                      .map(Pattern::quote)
                      .collect(joining("|")))
              .matcher(caption);
      List<Piece> pieces = new ArrayList<>();
      int end = 0;
      while (found.find()) {
        addWords(pieces, caption.substring(end, found.start()));
        pieces.add(new Piece(found.group(), true));
        end = found.end();
      }
      addWords(pieces, caption.substring(end));
      return pieces;
    }

    private void addWords(List<Piece> pieces, String text) {
      WordSplitter.words(text).forEach(word -> pieces.add(new Piece(word, false)));
    }
  },

  /** As open_clip reads them: only {@code <start_of_text>} and {@code <end_of_text>}. */
  OPEN_CLIP {
    @Override
    List<Piece> pieces(String caption, Set<String> tokens) {
      return WordSplitter.wordsAndMarks(caption).stream()
          .map(
              word ->
                  switch (word) {
                    case WordSplitter.START_OF_TEXT -> new Piece(BpeTokenizer.START_TOKEN, true);
                    case WordSplitter.END_OF_TEXT -> new Piece(BpeTokenizer.END_TOKEN, true);
                    default -> new Piece(word, false);
                  })
          .toList();
    }
  };

  /**
   * The words and special tokens of a caption in their order.
   *
   * @param tokens the special tokens of the vocabulary
   */
  abstract List<Piece> pieces(String caption, Set<String> tokens);

  /**
   * A part of a caption.
   *
   * @param text a cleaned word, or a token of the vocabulary
   * @param special whether it is a token
   */
  record Piece(String text, boolean special) {}
}
