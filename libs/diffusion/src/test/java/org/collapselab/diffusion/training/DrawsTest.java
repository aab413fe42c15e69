package org.collapselab.diffusion.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawsTest {

  private final Draws draws = new Draws(5, 10);

  @Test
  void everyEpochHasEachExampleOnceInAnOrderOfItsOwn() {
    // When: 5 steps of 4 are two epochs of 10
    int[] seen =
        IntStream.range(0, 5).flatMap(step -> Arrays.stream(draws.indices(step, 4))).toArray();

    // Then
    int[] first = Arrays.copyOfRange(seen, 0, 10);
    int[] second = Arrays.copyOfRange(seen, 10, 20);
    assertThat(first).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(second).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void aStepsDrawsDoNotDependOnTheStepsBefore() {
    // Given
    draws.indices(0, 4);
    draws.indices(9, 4);

    // When // Then
    Draws fresh = new Draws(5, 10);
    assertThat(draws.indices(3, 4)).isEqualTo(fresh.indices(3, 4));
    assertThat(draws.noise(3, 0, 2, 6)).isEqualTo(fresh.noise(3, 0, 2, 6));
  }

  @Test
  void noiseAndTimestepsDoNotDependOnTheData() {
    // Given
    Draws others = new Draws(5, 900);

    // When // Then: conditions with other data sets are compared on the same noise
    assertThat(others.noise(7, 0, 2, 6)).isEqualTo(draws.noise(7, 0, 2, 6));
    assertThat(others.timesteps(7, 4, 1000)).isEqualTo(draws.timesteps(7, 4, 1000));
    assertThat(others.dropped(7, 4, 0.5)).isEqualTo(draws.dropped(7, 4, 0.5));
  }

  @Test
  void captionsAreDroppedAsOftenAsAsked() {
    // When
    long dropped =
        IntStream.range(0, 500)
            .flatMap(step -> IntStream.range(0, 8).filter(row -> draws.dropped(step, 8, 0.1)[row]))
            .count();

    // Then: 400 expected, standard deviation 19
    assertThat(dropped).isBetween(320L, 480L);
    assertThat(draws.dropped(0, 8, 0)).containsOnly(false);
    assertThat(draws.dropped(0, 8, 1)).containsOnly(true);
  }

  @Test
  void timestepsCoverTheWholeRange() {
    // When
    int[] timesteps =
        IntStream.range(0, 250)
            .flatMap(step -> Arrays.stream(draws.timesteps(step, 8, 10)))
            .toArray();

    // Then: 200 of each expected, standard deviation 13
    for (int t = 0; t < 10; t++) {
      int timestep = t;
      assertThat(Arrays.stream(timesteps).filter(value -> value == timestep).count())
          .isBetween(140L, 260L);
    }
  }
}
