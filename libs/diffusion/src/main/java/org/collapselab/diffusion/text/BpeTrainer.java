package org.collapselab.diffusion.text;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Learns a small vocabulary in CLIP's format from captions: 256 bytes, 256 bytes that end a word,
 * the merges, start and end token (Sennrich et al. 2016, algorithm 1). The same captions, in any
 * order, give the same vocabulary: equally frequent pairs are merged in the order of their symbols.
 */
public final class BpeTrainer {

  private static final int BYTES_AND_SPECIALS = 2 * 256 + 2;

  /** A pair seen only once is as well written as its parts. */
  private static final int FEWEST_OCCURRENCES = 2;

  private final int vocabularySize;
  private final int length;

  /**
   * @param vocabularySize the most tokens to learn, at least 514; fewer if the captions run out of
   *     repeated pairs
   * @param length how many ids a caption becomes (model_max_length)
   */
  public BpeTrainer(int vocabularySize, int length) {
    if (vocabularySize < BYTES_AND_SPECIALS) {
      throw new IllegalArgumentException(
          "vocabularySize: expected at least " + BYTES_AND_SPECIALS + ", found " + vocabularySize);
    }
    this.vocabularySize = vocabularySize;
    this.length = length;
  }

  /**
   * Writes vocab.json, merges.txt, tokenizer_config.json and special_tokens_map.json to the folder
   * and returns the tokenizer they describe.
   */
  public BpeTokenizer train(Iterable<String> captions, Path folder) throws IOException {
    List<Merge> merges = learn(captions);
    TokenizerFolder.write(folder, vocabulary(merges), merges, length);
    return BpeTokenizer.read(folder);
  }

  static List<String> vocabulary(List<Merge> merges) {
    List<String> vocabulary = new ArrayList<>(ByteSymbols.inVocabularyOrder());
    ByteSymbols.inVocabularyOrder().forEach(s -> vocabulary.add(s + ByteSymbols.END_OF_WORD));
    vocabulary.addAll(tokens(merges));
    vocabulary.add(BpeTokenizer.START_TOKEN);
    vocabulary.add(BpeTokenizer.END_TOKEN);
    return vocabulary;
  }

  private List<Merge> learn(Iterable<String> captions) {
    Map<List<String>, Long> words = countWords(captions);
    List<Merge> merges = new ArrayList<>();
    while (BYTES_AND_SPECIALS + tokens(merges).size() < vocabularySize) {
      Optional<Merge> best = mostFrequent(countPairs(words));
      if (best.isEmpty()) {
        break;
      }
      merges.add(best.get());
      words = applied(best.get(), words);
    }
    return merges;
  }

  /** Two pairs may spell the same token, which has one id. */
  private static Set<String> tokens(List<Merge> merges) {
    return merges.stream().map(Merge::merged).collect(toCollection(LinkedHashSet::new));
  }

  private static Map<List<String>, Long> countWords(Iterable<String> captions) {
    Map<List<String>, Long> words = new HashMap<>();
    for (String caption : captions) {
      for (String word : WordSplitter.words(caption)) {
        words.merge(ByteSymbols.ofWord(word), 1L, Long::sum);
      }
    }
    return words;
  }

  private static Map<Merge, Long> countPairs(Map<List<String>, Long> words) {
    Map<Merge, Long> pairs = new TreeMap<>();
    words.forEach(
        (symbols, count) -> {
          for (int i = 0; i + 1 < symbols.size(); i++) {
            pairs.merge(new Merge(symbols.get(i), symbols.get(i + 1)), count, Long::sum);
          }
        });
    return pairs;
  }

  private static Optional<Merge> mostFrequent(Map<Merge, Long> pairs) {
    Merge best = null;
    long most = FEWEST_OCCURRENCES - 1;
    for (Map.Entry<Merge, Long> pair : pairs.entrySet()) {
      if (pair.getValue() > most) {
        most = pair.getValue();
        best = pair.getKey();
      }
    }
    return Optional.ofNullable(best);
  }

  private static Map<List<String>, Long> applied(Merge merge, Map<List<String>, Long> words) {
    Map<List<String>, Long> result = new HashMap<>();
    words.forEach((symbols, count) -> result.merge(merge.applyTo(symbols), count, Long::sum));
    return result;
  }
}
