package org.collapselab.diffusion.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BFloat16Test {

  private static final int LARGEST = 0x7f7f;

  @Test
  void everyNumberOf16BitsIsItself() {
    for (int bits = 0; bits <= LARGEST; bits++) {
      assertThat(BFloat16.bits(value(bits))).hasValue(bits);
      assertThat(BFloat16.bits(-value(bits))).hasValue(0x8000 | bits);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x1.01p0, 3f80",
    "0x1.010002p0, 3f81",
    "0x1.03p0, 3f82",
    "-0x1.01p0, bf80",
    "0x1.fep127, 7f7f",
    "0x1.fefffep127, 7f7f",
    "0x1p-149, 0000",
    "0x1p-134, 0000",
    "0x1.8p-134, 0001"
  })
  void whatIsBetweenGoesToTheNearerAndFromTheMiddleToTheEven(String value, String hex) {
    assertThat(BFloat16.bits(Float.parseFloat(value))).hasValue(Integer.parseInt(hex, 16));
  }

  @ParameterizedTest
  @ValueSource(
      floats = {
        0x1.ffp127f,
        -0x1.ffp127f,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
      })
  void whatWouldNotBeFiniteHasNoBits(float value) {
    assertThat(BFloat16.bits(value)).isEqualTo(OptionalInt.empty());
  }

  private static float value(int bits) {
    return Float.intBitsToFloat(bits << Short.SIZE);
  }
}
