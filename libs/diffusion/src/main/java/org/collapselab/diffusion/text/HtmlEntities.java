package org.collapselab.diffusion.text;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML character references to characters: every numeric one, and the named ones of XML, of Latin-1
 * and of common typography. Rarer names are left as they stand.
 */
final class HtmlEntities {

  private static final Pattern REFERENCE =
      Pattern.compile("&(?:#([0-9]{1,7});?|#[xX]([0-9a-fA-F]{1,6});?|([0-9A-Za-z]{2,32})(;?))");

  /** Names of U+00A0 to U+00FF in order. */
  private static final String LATIN_1 =
      """
      nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr
      deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest
      Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc
      Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute
      THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave
      iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc
      uuml yacute thorn yuml""";

  /** HTML allows these without the semicolon. */
  private static final Map<String, String> LEGACY = new HashMap<>();

  private static final Map<String, String> NAMED = new HashMap<>();

  static {
    int code = 0xA0;
    for (String name : LATIN_1.split("\\s+", -1)) {
      LEGACY.put(name, Character.toString(code++));
    }
    LEGACY.putAll(
        Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "AMP", "&", "LT", "<", "GT", ">"));
    NAMED.putAll(LEGACY);
    NAMED.putAll(
        Map.of(
            "apos", "'", "hellip", "…", "mdash", "—", "ndash", "–", "lsquo", "‘", "rsquo", "’",
            "ldquo", "“", "rdquo", "”", "bull", "•", "euro", "€"));
    NAMED.put("trade", "™");
  }

  private HtmlEntities() {}

  static String unescape(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(replacement(match)));
  }

  private static String replacement(MatchResult match) {
    if (match.group(1) != null) {
      return character(Integer.parseInt(match.group(1)));
    }
    if (match.group(2) != null) {
      return character(Integer.parseInt(match.group(2), 16));
    }
    String name = match.group(3);
    if (!match.group(4).isEmpty() && NAMED.containsKey(name)) {
      return NAMED.get(name);
    }
    return longestLegacyPrefix(name)
        .map(prefix -> LEGACY.get(prefix) + match.group().substring(1 + prefix.length()))
        .orElse(match.group());
  }

  private static Optional<String> longestLegacyPrefix(String name) {
    for (int length = name.length(); length > 1; length--) {
      if (LEGACY.containsKey(name.substring(0, length))) {
        return Optional.of(name.substring(0, length));
      }
    }
    return Optional.empty();
  }

  private static String character(int code) {
    boolean character =
        code > 0
            && Character.isValidCodePoint(code)
            && (code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE);
    return Character.toString(character ? code : 0xFFFD);
  }
}
