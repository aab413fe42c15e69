package org.collapselab.vision.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.collapselab.vision.Formula;
import org.collapselab.vision.Goldens;
import org.junit.jupiter.api.Test;

class AlignmentTest {

  @Test
  void shouldBeAHundredTimesTheMeanCosine() {
    // Given
    JsonNode golden = Goldens.metric("clipscore");
    int n = golden.get("n").asInt();
    int d = golden.get("d").asInt();
    double shift = golden.get("shift").asDouble();
    float[][] images = Formula.rows("metrics/clipscore_img", n, d, 1, shift);
    float[][] texts = Formula.rows("metrics/clipscore_txt", n, d, 1, shift);

    // When
    double[] cosines = Alignment.cosines(images, texts);

    // Then: the reference's inputs are doubles, ours their roundings to float
    for (int i = 0; i < n; i++) {
      assertThat(cosines[i]).isCloseTo(golden.get("cosine").get(i).asDouble(), within(0x1p-23));
    }
    assertThat(Alignment.of(images, texts))
        .isCloseTo(golden.get("torchmetrics_100").asDouble(), within(100 * 0x1p-23));
  }

  @Test
  void shouldStayNegativeForOpposedEmbeddings() {
    assertThat(Alignment.of(new float[][] {{1, 0}}, new float[][] {{-2, 0}})).isEqualTo(-100);
  }

  @Test
  void shouldRefuseEmbeddingsWithoutADirection() {
    assertThatThrownBy(() -> Alignment.of(new float[][] {{0, 0}}, new float[][] {{1, 0}}))
        .hasMessageContaining("other than zero");
    assertThatThrownBy(() -> Alignment.of(new float[2][1], new float[3][1]))
        .hasMessageContaining("expected 2 rows as of images, got 3");
  }
}
