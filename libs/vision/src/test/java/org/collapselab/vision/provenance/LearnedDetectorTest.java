package org.collapselab.vision.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.noise.NoiseKey;
import org.junit.jupiter.api.Test;

/** On the real images, their copies with a slight blur taking the place of generated ones. */
class LearnedDetectorTest {

  private static final List<RgbImage> IMAGES = RealImages.read();

  @Test
  void shouldTellRealFromGeneratedImagesItHasNotSeen() {
    // Given
    LearnedDetector detector = LearnedDetector.train(examples(0, 200), 1, 0.95);
    DetectorFilter filter = new DetectorFilter(detector, 0.05, LearnedDetectorTest::features);
    List<Picture> pictures = new ArrayList<>();
    for (int i = 200; i < 400; i++) {
      pictures.add(Picture.of(i, false, IMAGES.get(i)));
      pictures.add(Picture.of(i, true, Blur.gaussian(IMAGES.get(i), 0.6)));
    }

    // When
    Filtering.Tally total = Filtering.of(filter, pictures).total();

    // Then: the rate has a standard error of 1.5 %, the threshold another
    assertThat(total.realLost() / 200.0).isCloseTo(0.05, within(0.06));
    assertThat(total.generatedCaught() / 200.0).isGreaterThan(0.9);
    assertThat(detector.areaUnderCurve().value()).isGreaterThan(0.97);
    assertThat(detector.areaUnderCurve().n()).isEqualTo(400);
  }

  @Test
  void shouldFlagTheStatedFractionOfTheRealImagesItLearnedFrom() {
    // Given
    LearnedDetector detector = LearnedDetector.train(examples(0, 200), 1, 0.95);
    DetectorFilter filter = new DetectorFilter(detector, 0.1, LearnedDetectorTest::features);
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      pictures.add(Picture.of(i, false, IMAGES.get(i)));
    }

    // Then: the scores above the k-th greatest of 200, k = floor(0.1 * 201)
    assertThat(Filtering.of(filter, pictures).total().realLost()).isEqualTo(19);
  }

  @Test
  void shouldSeeNoDifferenceWhereThereIsNone() {
    // Given
    List<LearnedDetector.Example> examples = new ArrayList<>();
    Noise coin = Noise.of(new NoiseKey(5, 0, 0, 0, "coin"));
    for (int i = 0; i < 300; i++) {
      examples.add(
          new LearnedDetector.Example("" + i, features(IMAGES.get(i)), coin.uniform(i) < 0.5));
    }

    // When
    LearnedDetector detector = LearnedDetector.train(examples, 1, 0.99);

    // Then
    assertThat(detector.areaUnderCurve().interval().contains(0.5)).isTrue();
  }

  @Test
  void shouldRefuseTooFewImages() {
    assertThatThrownBy(() -> LearnedDetector.train(examples(0, 9), 1, 0.95))
        .hasMessage("examples: expected at least 10 real and 10 generated images, got 9 and 9");
    assertThatThrownBy(() -> LearnedDetector.train(examples(0, 20), 1, 0.95).threshold(0.01))
        .hasMessage(
            "falsePositiveRate: expected at least 1 / 21 with 20 real images, and less than 1,"
                + " got 0.01");
  }

  private static List<LearnedDetector.Example> examples(int from, int to) {
    List<LearnedDetector.Example> examples = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Picture real = Picture.of(i, false, IMAGES.get(i));
      Picture generated = Picture.of(i, true, Blur.gaussian(IMAGES.get(i), 0.6));
      examples.add(new LearnedDetector.Example(real.key(), features(real.image()), false));
      examples.add(new LearnedDetector.Example(generated.key(), features(generated.image()), true));
    }
    return examples;
  }

  /** A network that sees mean colours. */
  private static double[] features(RgbImage image) {
    float[] mean = new float[3];
    for (int i = 0; i < image.rgb().length; i++) {
      mean[i % 3] += (image.rgb()[i] & 0xff) / 255f;
    }
    return LearnedDetector.features(image, mean);
  }
}
