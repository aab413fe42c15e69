package org.collapselab.curator.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotLayoutTest {

  @ParameterizedTest
  @CsvSource({
    "0, 900, 0",
    "0.001, 900, 1",
    "0.033, 900, 30",
    "0.1, 900, 90",
    "0.25, 900, 225",
    "0.5, 900, 450",
    "1, 900, 900",
    "0.5, 3, 2",
    "0.1, 4, 0"
  })
  void shouldMakeExactlyTheRoundedFractionSynthetic(double fraction, int slots, int expected) {
    // When
    var synthetic = SlotLayout.of(7, slots, 900).synthetic(fraction);

    // Then
    assertThat(synthetic).hasSize(expected).doesNotHaveDuplicates().isSorted();
    assertThat(synthetic).allMatch(slot -> slot >= 0 && slot < slots);
  }

  @Test
  void shouldNestTheSyntheticSlotsOfGrowingFractions() {
    // Given
    SlotLayout layout = SlotLayout.of(42, 900, 900);

    // Then
    assertThat(layout.synthetic(0.25)).containsAll(layout.synthetic(0.1));
    assertThat(layout.synthetic(0.5)).containsAll(layout.synthetic(0.25));
    assertThat(layout.synthetic(1)).containsAll(layout.synthetic(0.5));
  }

  @Test
  void shouldDependOnTheSeedAlone() {
    // Given
    SlotLayout layout = SlotLayout.of(42, 100, 120);
    SlotLayout same = SlotLayout.of(42, 100, 120);
    SlotLayout other = SlotLayout.of(43, 100, 120);

    // Then
    assertThat(same.synthetic(0.3)).isEqualTo(layout.synthetic(0.3));
    assertThat(realImages(same)).isEqualTo(realImages(layout));
    assertThat(other.synthetic(0.3)).isNotEqualTo(layout.synthetic(0.3));
    assertThat(realImages(other)).isNotEqualTo(realImages(layout));
  }

  @Test
  void shouldSampleRealImagesWithoutReplacement() {
    // When
    var images = realImages(SlotLayout.of(1, 80, 100));

    // Then
    assertThat(images).hasSize(80).doesNotHaveDuplicates();
    assertThat(images).allMatch(image -> image >= 0 && image < 100);
  }

  @Test
  void shouldTakeEachRealImageEquallyOftenWhenThereAreMoreSlots() {
    // When
    Map<Integer, Long> taken =
        realImages(SlotLayout.of(1, 25, 10)).stream()
            .collect(Collectors.groupingBy(i -> i, TreeMap::new, Collectors.counting()));

    // Then
    assertThat(taken).hasSize(10);
    assertThat(taken.values()).allMatch(count -> count == 2 || count == 3);
  }

  @Test
  void shouldRefuseAFractionOutsideZeroToOne() {
    SlotLayout layout = SlotLayout.of(1, 10, 10);
    assertThatThrownBy(() -> layout.synthetic(1.01)).hasMessageContaining("syntheticFraction");
    assertThatThrownBy(() -> layout.synthetic(Double.NaN))
        .hasMessageContaining("syntheticFraction");
  }

  private static java.util.List<Integer> realImages(SlotLayout layout) {
    return IntStream.range(0, layout.size()).map(layout::realImage).boxed().toList();
  }
}
