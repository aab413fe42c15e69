package org.collapselab.diffusion.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What CLIP does to a caption before it is split into words: repairs of the text as by ftfy, HTML
 * unescaped, white space collapsed, lower case. Of ftfy it has the straight quotes, ligatures,
 * full-width forms, control characters, NFC, and UTF-8 that was read as Latin-1 or Windows-1252
 * throughout; not ftfy's guesses at text which is only partly garbled.
 */
final class CaptionCleaner {

  private static final Pattern NARROWED =
      Pattern.compile(
          "[\\u3000\\uFF01-\\uFFEF\\uFB00-\\uFB06\\u0132\\u0133\\u0149\\u01C4-\\u01CC]");
  private static final Pattern SINGLE_QUOTE = Pattern.compile("[\\u02BC\\u2018-\\u201B]");
  private static final Pattern DOUBLE_QUOTE = Pattern.compile("[\\u201C-\\u201F]");
  private static final Pattern TERMINAL_ESCAPE = Pattern.compile("\\u001B\\[[0-9;]*[a-zA-Z]");
  private static final Pattern CONTROL =
      Pattern.compile("[\\x00-\\x08\\x0B\\x0E-\\x1F\\x7F\\u206A-\\u206F\\uFEFF\\uFFF9-\\uFFFC]");
  private static final Pattern WHITE_SPACE = Pattern.compile("(?U)\\s+");
  private static final List<Charset> MISREAD_AS =
      List.of(StandardCharsets.ISO_8859_1, Charset.forName("windows-1252"));

  private CaptionCleaner() {}

  static String clean(String caption) {
    String text = unescapeFully(caption);
    text = repairEncoding(text);
    text =
        NARROWED
            .matcher(text)
            .replaceAll(
                m ->
                    Matcher.quoteReplacement(
                        Normalizer.normalize(m.group(), Normalizer.Form.NFKC)));
    text = SINGLE_QUOTE.matcher(text).replaceAll("'");
    text = DOUBLE_QUOTE.matcher(text).replaceAll("\"");
    text = TERMINAL_ESCAPE.matcher(text).replaceAll("");
    text = CONTROL.matcher(text).replaceAll("");
    text = Normalizer.normalize(text, Normalizer.Form.NFC);
    text = HtmlEntities.unescape(HtmlEntities.unescape(text));
    return WHITE_SPACE.matcher(text).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }

  /** Text with a {@code <} is taken for markup, whose references mean themselves. */
  private static String unescapeFully(String text) {
    String before = "";
    String now = text;
    while (!now.equals(before) && !now.contains("<")) {
      before = now;
      now = HtmlEntities.unescape(now);
    }
    return now;
  }

  private static String repairEncoding(String text) {
    if (StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
      return text;
    }
    return MISREAD_AS.stream()
        .flatMap(charset -> readAgain(text, charset).stream())
        .findFirst()
        .orElse(text);
  }

  private static Optional<String> readAgain(String text, Charset misreadAs) {
    try {
      ByteBuffer bytes = misreadAs.newEncoder().encode(CharBuffer.wrap(text));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException notMisread) {
      return Optional.empty();
    }
  }
}
