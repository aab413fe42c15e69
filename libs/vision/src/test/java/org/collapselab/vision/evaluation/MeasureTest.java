package org.collapselab.vision.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.collapselab.vision.features.NetworkFacts;
import org.collapselab.vision.features.NetworkKind;
import org.collapselab.vision.features.WeightsOrigin;
import org.junit.jupiter.api.Test;

class MeasureTest {

  private static final WeightsOrigin DECLARED = new WeightsOrigin.Declared();
  private static final WeightsOrigin PUBLISHED = new WeightsOrigin.Published("them");

  @Test
  void shouldCallADistanceFidOnlyByTheNetworkThatDefinesIt() {
    assertThat(name(Measure.FRECHET, NetworkKind.FID_INCEPTION, PUBLISHED)).isEqualTo("FID");
    assertThat(name(Measure.KERNEL, NetworkKind.FID_INCEPTION, PUBLISHED)).isEqualTo("KID");
    assertThat(name(Measure.FRECHET, NetworkKind.FID_INCEPTION, DECLARED))
        .isEqualTo("FID (weights as declared)");
    for (NetworkKind kind : NetworkKind.values()) {
      for (WeightsOrigin origin : List.of(DECLARED, PUBLISHED, new WeightsOrigin.Own())) {
        if (kind != NetworkKind.FID_INCEPTION) {
          assertThat(name(Measure.FRECHET, kind, origin)).startsWith("FD (").contains(kind.title());
          assertThat(name(Measure.KERNEL, kind, origin)).startsWith("KD (").contains(kind.title());
        }
      }
    }
  }

  @Test
  void shouldCallAnAlignmentClipScoreOnlyByAPublishedClip() {
    assertThat(name(Measure.ALIGNMENT, NetworkKind.CLIP_VIT_L_14, PUBLISHED))
        .isEqualTo("CLIP score (CLIP ViT-L/14)");
    assertThat(name(Measure.ALIGNMENT, NetworkKind.CLIP_VIT_B_32, DECLARED))
        .isEqualTo("CLIP score (CLIP ViT-B/32, weights as declared)");
    assertThat(name(Measure.ALIGNMENT, NetworkKind.SMALL_CLIP, new WeightsOrigin.Own()))
        .isEqualTo("alignment (small CLIP)");
  }

  @Test
  void shouldNameNoNetworkForPixels() {
    assertThat(name(Measure.COLOUR, NetworkKind.SMALL_CLIP, new WeightsOrigin.Own()))
        .isEqualTo("colour histogram distance");
  }

  @Test
  void shouldSayWhichMeasuresThereAre() {
    assertThat(Measure.of("vendi")).isEqualTo(Measure.VENDI);
    assertThatThrownBy(() -> Measure.of("fid"))
        .hasMessage(
            "metrics: expected names of fd, kd, cmmd, precision, recall, density, coverage, vendi,"
                + " alignment, colour, got \"fid\"");
  }

  private static String name(Measure measure, NetworkKind kind, WeightsOrigin origin) {
    return measure.name(new NetworkFacts("net@12345678", kind, origin, List.of(), "pixels"));
  }
}
