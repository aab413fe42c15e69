package org.collapselab.diffusion.text;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Splits a cleaned caption into the words inside which bytes are merged (CLIP's pattern). */
final class WordSplitter {

  static final String START_OF_TEXT = "<start_of_text>";
  static final String END_OF_TEXT = "<end_of_text>";

  private static final Pattern WORD =
      Pattern.compile(
          START_OF_TEXT
              + "|"
              + END_OF_TEXT
              + "|'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

  private WordSplitter() {}

  static List<String> words(String caption) {
    return WORD.matcher(CaptionCleaner.clean(caption)).results().map(MatchResult::group).toList();
  }
}
