package org.collapselab.diffusion.text;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Splits a caption, once cleaned, into the words inside which bytes are merged (CLIP's pattern).
 */
final class WordSplitter {

  static final String START_OF_TEXT = "<start_of_text>";
  static final String END_OF_TEXT = "<end_of_text>";

  private static final String WORD = "'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+";
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS;
  private static final Pattern WORDS = Pattern.compile(WORD, FLAGS);
  private static final Pattern WORDS_AND_MARKS =
      Pattern.compile(START_OF_TEXT + "|" + END_OF_TEXT + "|" + WORD, FLAGS);

  private WordSplitter() {}

  static List<String> words(String caption) {
    return matches(WORDS, caption);
  }

  /** The words, with {@link #START_OF_TEXT} and {@link #END_OF_TEXT} as words of their own. */
  static List<String> wordsAndMarks(String caption) {
    return matches(WORDS_AND_MARKS, caption);
  }

  private static List<String> matches(Pattern pattern, String caption) {
    return pattern
        .matcher(CaptionCleaner.clean(caption))
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
