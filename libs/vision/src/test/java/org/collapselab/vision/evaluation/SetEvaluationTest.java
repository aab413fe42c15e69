package org.collapselab.vision.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.Formula;
import org.collapselab.vision.TinyClip;
import org.collapselab.vision.features.ClipFeatures;
import org.collapselab.vision.statistics.Bootstrap;
import org.collapselab.vision.statistics.Comparison;
import org.collapselab.vision.statistics.RealFloor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetEvaluationTest {

  private static final Measuring ALL =
      new Measuring(
          List.of(Measure.values()), true, new Bootstrap(40, 0.9, 1), new RealFloor(20, 0.9, 1));

  @TempDir static Path folder;

  private static ClipFeatures clip;

  @BeforeAll
  static void open() throws IOException {
    clip = ClipFeatures.open(TinyClip.write(folder, 1), "small-clip", "cpu");
  }

  @AfterAll
  static void close() {
    clip.close();
  }

  @Test
  void shouldMeasureEverythingWithIntervalAndFloor() {
    // Given
    LookedAt real = look(new Pictures("real", 40, 255));
    SetEvaluation evaluation = new SetEvaluation(clip.facts(), ALL, real);

    // When
    List<Measured> measured = evaluation.of(look(new Pictures("generated", 20, 200)));

    // Then: each measure once, and the distance a second time, extrapolated
    assertThat(measured).hasSize(Measure.values().length + 1);
    assertThat(measured.stream().map(Measured::measure).distinct())
        .containsExactly(Measure.values());
    for (Measured metric : measured) {
      assertThat(metric.estimate().n()).isEqualTo(20);
      assertThat(metric.estimate().interval().contains(metric.estimate().value())).isTrue();
      assertThat(metric.floor().isPresent()).isEqualTo(!metric.extrapolated());
      assertThat(metric.name().contains("extrapolated")).isEqualTo(metric.extrapolated());
    }
  }

  @Test
  void shouldFindRealImagesWithinTheFloorAndDarkOnesBeyondIt() {
    // Given
    SetEvaluation evaluation =
        new SetEvaluation(clip.facts(), ALL, look(new Pictures("real", 60, 255)));

    // When
    Measured same = first(evaluation.of(look(new Pictures("fresh", 30, 255))), Measure.COLOUR);
    Measured dark = first(evaluation.of(look(new Pictures("fresh", 30, 100))), Measure.COLOUR);

    // Then
    double most = same.floor().orElseThrow().interval().high();
    assertThat(same.estimate().value()).isLessThan(2 * most);
    assertThat(dark.estimate().interval().low()).isGreaterThan(2 * most);
  }

  @Test
  void shouldSayWhetherTwoSetsDifferBeyondZero() {
    // Given
    SetEvaluation evaluation =
        new SetEvaluation(clip.facts(), ALL, look(new Pictures("real", 60, 255)));
    LookedAt bright = look(new Pictures("pair", 30, 255));
    LookedAt dark = look(new Pictures("pair", 30, 100));

    // When
    Map<Measure, Comparison> darker = evaluation.difference(dark, bright);
    Map<Measure, Comparison> none = evaluation.difference(bright, bright);

    // Then
    assertThat(darker).containsOnlyKeys(Measure.values());
    assertThat(darker.get(Measure.COLOUR).excludesZero()).isTrue();
    assertThat(darker.get(Measure.COLOUR).difference()).isPositive();
    assertThat(none.values()).noneMatch(Comparison::excludesZero);
  }

  @Test
  void shouldMeasureMoreImagesThanItKeepsByTheMomentsOfAll() {
    // Given
    Pictures many = new Pictures("many", 90, 255);
    SetEvaluation evaluation =
        new SetEvaluation(clip.facts(), ALL, look(new Pictures("real", 60, 255)));

    // When
    LookedAt sampled = LookedAt.all(many, clip, 25, 3, seen -> {});
    Measured distance = first(evaluation.of(sampled), Measure.FRECHET);
    Measured exact = first(evaluation.of(look(many)), Measure.FRECHET);

    // Then
    assertThat(sampled.kept()).hasSize(25).isSorted().doesNotHaveDuplicates();
    assertThat(distance.estimate().n()).isEqualTo(90);
    assertThat(distance.estimate().value())
        .isCloseTo(exact.estimate().value(), within(1e-9 * exact.estimate().value()));
    assertThat(first(evaluation.of(sampled), Measure.VENDI).estimate().n()).isEqualTo(25);
  }

  @Test
  void shouldMeasureImagesThatAreAllTheSame() {
    // Given
    SetEvaluation evaluation =
        new SetEvaluation(clip.facts(), ALL, look(new Pictures("real", 40, 255)));

    // When
    List<Measured> measured = evaluation.of(look(new Pictures("black", 20, 0)));

    // Then: rounding takes no number out of its range
    Measured vendi = first(measured, Measure.VENDI);
    assertThat(vendi.estimate().value()).isBetween(1.0, 1 + 1e-6);
    assertThat(first(measured, Measure.RECALL).estimate().value()).isZero();
    assertThat(measured).allMatch(m -> m.estimate().interval().contains(m.estimate().value()));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 7, 8, 11, 12})
  void shouldMeasureOfFewImagesWhatFewAllow(int images) {
    // Given
    SetEvaluation evaluation =
        new SetEvaluation(clip.facts(), ALL, look(new Pictures("real", 40, 255)));

    // When
    List<Measured> measured = evaluation.of(look(new Pictures("few", images, 200)));

    // Then
    assertThat(measured.stream().anyMatch(Measured::extrapolated)).isEqualTo(images >= 8);
    assertThat(measured.stream().anyMatch(m -> m.measure() == Measure.RECALL))
        .isEqualTo(images >= 12);
    assertThat(measured).allMatch(m -> m.estimate().n() == images);
  }

  @Test
  void shouldGroupTheKeptImagesByAnAttribute() {
    Pictures pictures = new Pictures("grouped", 10, 255);

    SortedMap<String, int[]> groups =
        AttributeGroups.of(pictures, new int[] {1, 2, 5, 8}, "parity");

    assertThat(groups).containsOnlyKeys("even", "odd");
    assertThat(groups.get("even")).containsExactly(1, 3);
    assertThat(AttributeGroups.of(pictures, new int[] {1}, "age")).isEmpty();
  }

  private static Measured first(List<Measured> measured, Measure measure) {
    return measured.stream().filter(m -> m.measure() == measure).findFirst().orElseThrow();
  }

  private static LookedAt look(ImageSet images) {
    return LookedAt.all(images, clip, 1000, 1, seen -> {});
  }

  /** Noise, darkened to a level. */
  private record Pictures(String seed, int size, int level) implements ImageSet {

    @Override
    public String name(int index) {
      return seed + index;
    }

    @Override
    public RgbImage image(int index) {
      RgbImage noise = Formula.image(seed + index, 64, 64);
      byte[] rgb = noise.rgb().clone();
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) ((rgb[i] & 0xff) * level / 255);
      }
      return new RgbImage(64, 64, rgb);
    }

    @Override
    public Optional<String> caption(int index) {
      return Optional.of(index % 2 == 0 ? "a young woman" : "an old man");
    }

    @Override
    public SortedMap<String, String> attributes(int index) {
      return new TreeMap<>(Map.of("parity", index % 2 == 0 ? "even" : "odd"));
    }
  }
}
