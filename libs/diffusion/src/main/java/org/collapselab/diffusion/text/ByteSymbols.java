package org.collapselab.diffusion.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The printable character that stands for each byte in a byte-level vocabulary, and the order in
 * which CLIP's vocabulary lists them (GPT-2, Radford et al. 2019, section 2.2).
 */
final class ByteSymbols {

  static final String END_OF_WORD = "</w>";

  private static final char[] SYMBOL = new char[256];
  private static final List<String> IN_VOCABULARY_ORDER = new ArrayList<>();

  static {
    for (int value = 0; value < 256; value++) {
      if (isPrintable(value)) {
        assign(value, (char) value);
      }
    }
    char next = 256;
    for (int value = 0; value < 256; value++) {
      if (!isPrintable(value)) {
        assign(value, next++);
      }
    }
  }

  private ByteSymbols() {}

  private static boolean isPrintable(int value) {
    return (value >= '!' && value <= '~')
        || (value >= 0xA1 && value <= 0xAC)
        || (value >= 0xAE && value <= 0xFF);
  }

  private static void assign(int value, char symbol) {
    SYMBOL[value] = symbol;
    IN_VOCABULARY_ORDER.add(String.valueOf(symbol));
  }

  static List<String> inVocabularyOrder() {
    return List.copyOf(IN_VOCABULARY_ORDER);
  }

  /** One symbol per UTF-8 byte of the word, the last with {@link #END_OF_WORD}. */
  static List<String> ofWord(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    List<String> symbols = new ArrayList<>(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      String symbol = String.valueOf(SYMBOL[bytes[i] & 0xFF]);
      symbols.add(i == bytes.length - 1 ? symbol + END_OF_WORD : symbol);
    }
    return symbols;
  }
}
