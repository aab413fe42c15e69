package org.collapselab.diffusion.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HalfPrecisionTest {

  private static final int LARGEST = 0x7bff;

  @Test
  void everyHalfIsItself() {
    for (int bits = 0; bits <= LARGEST; bits++) {
      assertThat(HalfPrecision.bits(value(bits))).hasValue(bits);
      assertThat(HalfPrecision.bits(-value(bits))).hasValue(0x8000 | bits);
    }
  }

  @Test
  void whatIsBetweenTwoHalvesGoesToTheNearerAndFromTheMiddleToTheEven() {
    for (int bits = 0; bits < LARGEST; bits++) {
      // Given
      float middle = (value(bits) + value(bits + 1)) / 2;

      // When // Then
      assertThat(HalfPrecision.bits(Math.nextDown(middle))).hasValue(bits);
      assertThat(HalfPrecision.bits(middle)).hasValue(bits + bits % 2);
      assertThat(HalfPrecision.bits(Math.nextUp(middle))).hasValue(bits + 1);
      assertThat(HalfPrecision.bits(-middle)).hasValue(0x8000 | (bits + bits % 2));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x0p0, 0000",
    "-0x0p0, 8000",
    "0x1p0, 3c00",
    "0x1p-14, 0400",
    "0x1p-24, 0001",
    "0x1p-25, 0000",
    "0x1.8p-24, 0002",
    "-0x1p-25, 8000",
    "0x1p-149, 0000",
    "0x1.ffcp15, 7bff",
    "0x1.ffdffep15, 7bff"
  })
  void edgesAreAsTheStandardSays(String value, String hex) {
    assertThat(HalfPrecision.bits(Float.parseFloat(value))).hasValue(Integer.parseInt(hex, 16));
  }

  @ParameterizedTest
  @ValueSource(
      floats = {
        65520,
        -65520,
        65536,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
      })
  void whatWouldNotBeFiniteHasNoBits(float value) {
    assertThat(HalfPrecision.bits(value)).isEqualTo(OptionalInt.empty());
  }

  /** The value by its definition in the standard. */
  private static float value(int bits) {
    int exponent = bits >> 10;
    int fraction = bits & 0x3ff;
    return exponent == 0
        ? Math.scalb((float) fraction, -24)
        : Math.scalb((float) (1024 + fraction), exponent - 25);
  }
}
