package org.collapselab.diffusion.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CLIP's tokenizer: byte-level byte-pair encoding of the lower-cased caption, between a start and
 * an end token, cut or padded to the length of the text encoder (Radford et al. 2021, section 2.4).
 * Safe for use by many threads.
 */
public final class BpeTokenizer {

  static final String START_TOKEN = "<|startoftext|>";
  static final String END_TOKEN = "<|endoftext|>";

  private final Map<String, Integer> vocabulary;
  private final Map<Merge, Integer> ranks;
  private final int length;
  private final int start;
  private final int end;
  private final int pad;
  private final Set<String> specials;
  private final SpecialTokens specialTokens;

  BpeTokenizer(
      Map<String, Integer> vocabulary,
      List<Merge> merges,
      String padToken,
      int length,
      SpecialTokens specialTokens) {
    this.vocabulary = Map.copyOf(vocabulary);
    this.ranks = new HashMap<>();
    for (Merge merge : merges) {
      idOf(merge.merged());
      ranks.putIfAbsent(merge, ranks.size());
    }
    ByteSymbols.inVocabularyOrder()
        .forEach(
            symbol -> {
              idOf(symbol);
              idOf(symbol + ByteSymbols.END_OF_WORD);
            });
    if (length < 2) {
      throw new IllegalArgumentException("model_max_length: expected at least 2, found " + length);
    }
    this.length = length;
    this.start = idOf(START_TOKEN);
    this.end = idOf(END_TOKEN);
    this.pad = idOf(padToken);
    this.specials = new LinkedHashSet<>(List.of(START_TOKEN, END_TOKEN, padToken));
    this.specialTokens = specialTokens;
  }

  /**
   * Reads the tokenizer folder of a diffusers model: vocab.json, merges.txt and
   * tokenizer_config.json. Special tokens are read as {@link SpecialTokens#TRANSFORMERS} does.
   *
   * @throws IOException if a file is missing or cannot be read
   * @throws IllegalArgumentException if a file does not describe a CLIP vocabulary; names the file
   */
  public static BpeTokenizer read(Path folder) throws IOException {
    return TokenizerFolder.read(folder);
  }

  /** How many ids a caption becomes, start, end and padding included. */
  public int length() {
    return length;
  }

  /** How many tokens the vocabulary has. */
  public int vocabularySize() {
    return vocabulary.size();
  }

  public int startId() {
    return start;
  }

  public int endId() {
    return end;
  }

  public int padId() {
    return pad;
  }

  /** Token ids [L] with L = {@link #length()}: start, body, end, padding; a long body is cut. */
  public long[] encode(String caption) {
    long[] ids = new long[length];
    Arrays.fill(ids, pad);
    ids[0] = start;
    List<Integer> body = body(caption);
    int kept = Math.min(body.size(), length - 2);
    for (int i = 0; i < kept; i++) {
      ids[i + 1] = body.get(i);
    }
    ids[kept + 1] = end;
    return ids;
  }

  /** How many tokens the caption has before it is cut, without start and end. */
  public int tokenCount(String caption) {
    return body(caption).size();
  }

  private List<Integer> body(String caption) {
    List<Integer> ids = new ArrayList<>();
    for (SpecialTokens.Piece piece : specialTokens.pieces(caption, specials)) {
      if (piece.special()) {
        ids.add(idOf(piece.text()));
      } else {
        merge(ByteSymbols.ofWord(piece.text())).forEach(symbol -> ids.add(idOf(symbol)));
      }
    }
    return ids;
  }

  private List<String> merge(List<String> symbols) {
    List<String> merged = symbols;
    while (merged.size() > 1) {
      Merge best = null;
      int bestRank = Integer.MAX_VALUE;
      for (int i = 0; i + 1 < merged.size(); i++) {
        Merge pair = new Merge(merged.get(i), merged.get(i + 1));
        int rank = ranks.getOrDefault(pair, Integer.MAX_VALUE);
        if (rank < bestRank) {
          bestRank = rank;
          best = pair;
        }
      }
      if (best == null) {
        return merged;
      }
      merged = best.applyTo(merged);
    }
    return merged;
  }

  private int idOf(String token) {
    Integer id = vocabulary.get(token);
    if (id == null) {
      throw new IllegalArgumentException("vocab.json: expected the token '" + token + "'");
    }
    return id;
  }
}
