package org.collapselab.fuzzing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages text as people and programs do: words and numbers exchanged, lines lost or doubled. */
public final class TextDamage implements Damage {
  /** What stands where something else was expected. */
  static final List<String> WORDS =
      List.of(
          "0",
          "-1",
          "1",
          "1.5",
          "-0.0",
          "1e309",
          "NaN",
          ".inf",
          "99999999999999999999",
          "2147483648",
          "9223372036854775807",
          "1e-400",
          "null",
          "~",
          "true",
          "[]",
          "{}",
          "\"\"",
          "''",
          "*a",
          "&a",
          "!!java.lang.Object []",
          "<<",
          "../../etc/passwd",
          "/dev/zero",
          "C:\\",
          "\u0000",
          "\u202e",
          "\ud83e\uddd1",
          "\r\n",
          "<script>",
          "%n%s",
          "${jndi:x}",
          "' or 1=1",
          "x".repeat(5000),
          "[".repeat(500),
          "{\"a\":".repeat(500));

  private static final Pattern WORD = Pattern.compile("[\\w.+-]+|[^\\w\\s]");

  @Override
  public byte[] apply(byte[] input, List<byte[]> corpus, RandomGenerator random) {
    String text = new String(input, UTF_8);
    return (random.nextInt(3) == 0 ? lines(text, random) : words(text, corpus, random))
        .getBytes(UTF_8);
  }

  private static String words(String text, List<byte[]> corpus, RandomGenerator random) {
    List<MatchResult> words = WORD.matcher(text).results().toList();
    if (words.isEmpty()) {
      return any(WORDS, random);
    }
    MatchResult word = any(words, random);
    String other = random.nextBoolean() ? any(WORDS, random) : word(any(corpus, random), random);
    String replacement = random.nextInt(4) == 0 ? "" : other;
    return text.substring(0, word.start()) + replacement + text.substring(word.end());
  }

  private static String word(byte[] other, RandomGenerator random) {
    List<MatchResult> words = WORD.matcher(new String(other, UTF_8)).results().toList();
    return words.isEmpty() ? "" : any(words, random).group();
  }

  private static String lines(String text, RandomGenerator random) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    int at = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    switch (random.nextInt(4)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(other, lines.get(at));
      case 2 -> lines.set(other, lines.set(at, lines.get(other)));
      default -> lines.set(at, " ".repeat(random.nextInt(8)) + lines.get(at).strip());
    }
    return String.join("\n", lines);
  }

  private static <T> T any(List<T> of, RandomGenerator random) {
    return of.get(random.nextInt(of.size()));
  }
}
