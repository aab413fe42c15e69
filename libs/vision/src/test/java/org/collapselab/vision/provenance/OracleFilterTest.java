package org.collapselab.vision.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.collapselab.diffusion.data.RgbImage;
import org.junit.jupiter.api.Test;

class OracleFilterTest {

  private static final List<Candidate> CANDIDATES = candidates();

  @Test
  void shouldErrAtItsRates() {
    // When
    Filtering.Tally total = Filtering.of(new OracleFilter(0.8, 0.1, 3), CANDIDATES).total();

    // Then: standard errors of 0.9 and 0.7 %
    assertThat(total.generatedCaught() / 2000.0).isCloseTo(0.8, within(0.03));
    assertThat(total.realLost() / 2000.0).isCloseTo(0.1, within(0.02));
  }

  @Test
  void shouldAnswerTheSameForTheSameImage() {
    assertThat(Filtering.of(new OracleFilter(0.5, 0.5, 3), CANDIDATES))
        .isEqualTo(Filtering.of(new OracleFilter(0.5, 0.5, 3), CANDIDATES))
        .isNotEqualTo(Filtering.of(new OracleFilter(0.5, 0.5, 4), CANDIDATES));
  }

  @Test
  void shouldFlagMoreWithAHigherRecall() {
    // When
    List<Boolean> low = Filtering.of(new OracleFilter(0.5, 0.01, 3), CANDIDATES).flagged();
    List<Boolean> high = Filtering.of(new OracleFilter(0.9, 0.01, 3), CANDIDATES).flagged();

    // Then
    for (int i = 0; i < low.size(); i++) {
      assertThat(high.get(i) || !low.get(i)).isTrue();
    }
  }

  @Test
  void shouldCatchAllAndLoseNoneAtTheEnds() {
    assertThat(Filtering.of(new OracleFilter(1, 0, 0), CANDIDATES).total())
        .isEqualTo(new Filtering.Tally(2000, 2000, 0, 2000));
    assertThat(Filtering.of(new OracleFilter(0, 1, 0), CANDIDATES).total())
        .isEqualTo(new Filtering.Tally(2000, 2000, 2000, 0));
  }

  @Test
  void shouldRefuseWhatIsNoProbability() {
    assertThatThrownBy(() -> new OracleFilter(1.5, 0, 0))
        .hasMessage("recall: expected a number from 0 to 1, got 1.5");
    assertThatThrownBy(() -> new OracleFilter(1, Double.NaN, 0))
        .hasMessage("falsePositiveRate: expected a number from 0 to 1, got NaN");
  }

  private static List<Candidate> candidates() {
    RgbImage image = new RgbImage(1, 1, new byte[3]);
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      candidates.add(Picture.of(i, i % 4 < 2, image));
    }
    return candidates;
  }
}
