package org.collapselab.diffusion.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * The vocabulary CLIP was published with (Radford et al., 2021), which Stable Diffusion's text
 * encoders use: 49,408 tokens, made from the table of merges that open_clip distributes.
 */
public final class OpenClipVocabulary {

  /** How many tokens there are. */
  public static final int SIZE = 49_408;

  private static final String TABLE = "bpe_simple_vocab_16e6.txt.gz";
  private static final int BYTES_AND_SPECIALS = 2 * 256 + 2;

  private OpenClipVocabulary() {}

  /**
   * A tokenizer of this vocabulary.
   *
   * @param padToken what fills up short captions
   * @param length how many ids a caption becomes
   */
  public static BpeTokenizer tokenizer(String padToken, int length, SpecialTokens specialTokens) {
    List<Merge> merges = merges();
    Map<String, Integer> ids = new HashMap<>();
    BpeTrainer.vocabulary(merges).forEach(token -> ids.put(token, ids.size()));
    return new BpeTokenizer(ids, merges, padToken, length, specialTokens);
  }

  private static List<Merge> merges() {
    try (InputStream file =
            Objects.requireNonNull(OpenClipVocabulary.class.getResourceAsStream(TABLE), TABLE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
      // The first line is a comment, and the table is longer than the vocabulary.
      return lines
          .lines()
          .skip(1)
          .limit(SIZE - BYTES_AND_SPECIALS)
          .map(line -> line.split(" ", -1))
          .map(pair -> new Merge(pair[0], pair[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
