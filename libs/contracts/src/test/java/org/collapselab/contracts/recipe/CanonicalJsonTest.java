package org.collapselab.contracts.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
  private static String canonical(String json) {
    return CanonicalJson.text(Json.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static int digits(String number) {
    return new BigDecimal(number).stripTrailingZeros().precision();
  }

  @Test
  void writesTheExampleOfSection322() {
    // Given
    String json =
        """
        {
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
          "literals": [null, true, false]
        }
        """;
    // When
    String canonical = canonical(json);
    // Then
    assertThat(canonical)
        .isEqualTo(
            "{\"literals\":[null,true,false],"
                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @Test
  void sortsByUtf16CodeUnitsAsInSection323() {
    // Given
    String json =
        """
        {"\\u20ac": 1, "\\r": 2, "\\ufb33": 3, "1": 4, "\\ud83d\\ude00": 5, "\\u0080": 6, "\\u00f6": 7}
        """;
    // When
    String canonical = canonical(json);
    // Then
    assertThat(canonical)
        .isEqualTo(
            "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\ud83d\ude00\":5,\"\ufb33\":3}");
  }

  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2",
  })
  void writesTheNumbersOfAppendixB(String bits, String text) {
    assertThat(EcmaNumber.format(Double.longBitsToDouble(HexFormat.fromHexDigitsToLong(bits))))
        .isEqualTo(text);
  }

  @Test
  void writesNoMoreDigitsThanItTakesToReadTheNumberBack() {
    // Given
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!Double.isFinite(value)) {
        continue;
      }
      // When
      String text = EcmaNumber.format(value);
      // Then
      assertThat(Double.parseDouble(text)).isEqualTo(value);
      assertThat(digits(text)).isLessThanOrEqualTo(digits(Double.toString(value)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9007199254740992", "-9007199254740993", "100000000000000000000"})
  void refusesIntegersThatOtherReadersWouldRound(String integer) {
    assertThatThrownBy(() -> canonical(integer))
        .isInstanceOf(ContractViolationException.class)
        .hasMessageContaining(integer);
  }

  @Test
  void refusesHalfASurrogatePair() {
    assertThatThrownBy(() -> CanonicalJson.text(JsonNodeFactory.instance.textNode("\ud83d")))
        .isInstanceOf(ContractViolationException.class)
        .hasMessageContaining("surrogate");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void refusesNumbersThatJsonLacks(double value) {
    assertThatThrownBy(() -> CanonicalJson.text(JsonNodeFactory.instance.numberNode(value)))
        .isInstanceOf(ContractViolationException.class)
        .hasMessageContaining("finite");
  }
}
