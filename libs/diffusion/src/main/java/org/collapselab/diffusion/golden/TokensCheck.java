package org.collapselab.diffusion.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.collapselab.diffusion.text.BpeTokenizer;
import org.collapselab.diffusion.text.OpenClipVocabulary;
import org.collapselab.diffusion.text.SpecialTokens;

/**
 * Token ids of captions, as open_clip and as transformers give them, padded with {@code !} (Stable
 * Diffusion 2) and with the end token (Stable Diffusion 1). What is compared is the number of
 * captions whose ids differ.
 */
public final class TokensCheck implements GoldenCheck {

  private static final String ROWS = "rows";

  @Override
  public boolean accepts(GoldenFile golden) {
    return golden instanceof JsonGolden file
        && file.json().path(ROWS).path(0).path("ids_pad0").isArray();
  }

  @Override
  public void check(GoldenFile golden, Comparisons comparisons) {
    JsonNode json = ((JsonGolden) golden).json();
    if (json.path("vocab_size").asInt() != OpenClipVocabulary.SIZE) {
      comparisons.notChecked("", "the vocabulary is not that of open_clip");
      return;
    }
    JsonNode rows = json.path(ROWS);
    int length = rows.path(0).path("ids_pad0").size();
    BpeTokenizer zero = OpenClipVocabulary.tokenizer("!", length, SpecialTokens.OPEN_CLIP);
    BpeTokenizer end =
        OpenClipVocabulary.tokenizer("<|endoftext|>", length, SpecialTokens.OPEN_CLIP);
    compare(rows, "n_body", row -> lengthDiffers(zero, row), comparisons);
    compare(rows, "ids_pad0", row -> differs(zero, row, "ids_pad0"), comparisons);
    compare(rows, "ids_pad_eot", row -> differs(end, row, "ids_pad_eot"), comparisons);
    if (json.path("hf_slow_tokenizer").path("ok").asBoolean()) {
      BpeTokenizer hfZero = OpenClipVocabulary.tokenizer("!", length, SpecialTokens.TRANSFORMERS);
      BpeTokenizer hfEnd =
          OpenClipVocabulary.tokenizer("<|endoftext|>", length, SpecialTokens.TRANSFORMERS);
      compare(
          rows,
          "hf_ids_pad0",
          row -> differs(hfZero, row, row.has("hf_ids_pad0") ? "hf_ids_pad0" : "ids_pad0"),
          comparisons);
      compare(
          rows,
          "hf_ids_pad_eot",
          row -> differs(hfEnd, row, row.has("hf_ids_pad_eot") ? "hf_ids_pad_eot" : "ids_pad_eot"),
          comparisons);
    }
  }

  private interface Row {
    boolean differs(JsonNode row);
  }

  private static void compare(
      JsonNode rows, String subject, Row comparison, Comparisons comparisons) {
    double different =
        StreamSupport.stream(rows.spliterator(), false).filter(comparison::differs).count();
    comparisons.number(subject + " of " + rows.size() + " captions", different, 0, 0);
  }

  private static boolean lengthDiffers(BpeTokenizer tokenizer, JsonNode row) {
    return tokenizer.tokenCount(row.path("text").asText()) != row.path("n_body").asInt(-1);
  }

  private static boolean differs(BpeTokenizer tokenizer, JsonNode row, String field) {
    long[] expected =
        StreamSupport.stream(row.path(field).spliterator(), false)
            .mapToLong(id -> id.asLong(-1))
            .toArray();
    return !Arrays.equals(tokenizer.encode(row.path("text").asText()), expected);
  }
}
