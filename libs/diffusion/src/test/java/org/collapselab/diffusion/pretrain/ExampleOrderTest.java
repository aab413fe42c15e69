package org.collapselab.diffusion.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExampleOrderTest {

  @Test
  void everyEpochShowsEveryExampleOnce() {
    // Given 7 examples in batches of 3: epochs end within a batch
    ExampleOrder order = new ExampleOrder(1, "vae", 7, 3);

    // When
    List<Integer> shown =
        IntStream.range(0, 14)
            .boxed()
            .flatMap(step -> Arrays.stream(order.batch(step)))
            .map(ExampleOrder.View::example)
            .toList();

    // Then
    for (int epoch = 0; epoch < 6; epoch++) {
      assertThat(shown.subList(7 * epoch, 7 * epoch + 7))
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }
    assertThat(shown.subList(0, 7)).isNotEqualTo(shown.subList(7, 14));
  }

  @Test
  void aStepDependsOnNoOtherStep() {
    // Given
    ExampleOrder walked = new ExampleOrder(1, "vae", 7, 3);
    IntStream.range(0, 9).forEach(walked::batch);

    // Then
    assertThat(walked.batch(9)).isEqualTo(new ExampleOrder(1, "vae", 7, 3).batch(9));
  }

  @Test
  void aboutHalfOfTheViewsAreMirrored() {
    // Given
    ExampleOrder order = new ExampleOrder(1, "vae", 50, 50);

    // When
    long mirrored =
        IntStream.range(0, 40)
            .boxed()
            .flatMap(step -> Arrays.stream(order.batch(step)))
            .filter(ExampleOrder.View::mirrored)
            .count();

    // Then 2000 tosses stay within four standard deviations
    assertThat(mirrored).isBetween(910L, 1090L);
  }
}
