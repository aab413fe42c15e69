package org.collapselab.local.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.collapselab.local.evaluator.ExperimentView;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

  @Test
  void shouldNeverGoBackAsAnExperimentGoesOn() {
    // Given
    Stream<ExperimentView> story =
        Stream.of(
            Views.fresh(),
            Views.generating(0),
            Views.generating(3),
            Views.training(0),
            Views.training(9),
            Views.measured());

    // When
    List<Double> fractions =
        story.map(view -> ConditionProgress.of(view).get(0).fraction()).toList();

    // Then
    assertThat(fractions).isSorted().doesNotHaveDuplicates().startsWith(0.0).endsWith(1.0);
  }

  @Test
  void shouldSayWhatAConditionIsAt() {
    assertThat(ProgressDisplay.lines(Views.generating(3)))
        .singleElement()
        .asString()
        .contains("half", "iteration 1 of 1: generating 3/4 images");
    assertThat(ProgressDisplay.lines(Views.training(9)).get(0))
        .contains("training 9/10 steps, loss 0.2500");
    assertThat(ProgressDisplay.lines(Views.measured()).get(0)).contains("100%", "done");
  }

  @Test
  void shouldPrintALineForNewsOnlyWhenNoPersonLooksAtIt() {
    // Given
    var display = new ProgressDisplay(out, false, 80);

    // When
    display.show(Views.generating(1));
    display.show(Views.generating(2));
    display.show(Views.training(0));

    // Then
    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "half: iteration 1 of 1: generating 1/4 images",
            "half: iteration 1 of 1: training 0/10 steps, loss 0.2500");
  }

  @Test
  void shouldRedrawInPlaceWithinTheTerminalsWidth() {
    // Given
    var display = new ProgressDisplay(out, true, 40);

    // When
    display.show(Views.generating(1));
    display.show(Views.generating(2));

    // Then
    String text = written.toString(StandardCharsets.UTF_8);
    assertThat(text).containsOnlyOnce("\u001b[2A");
    assertThat(text.lines().map(line -> line.replaceAll("\u001b\\[[0-9]*[A-Z]", "")))
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(40));
  }
}
