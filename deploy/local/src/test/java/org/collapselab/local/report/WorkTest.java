package org.collapselab.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.spec.SpecReader;
import org.collapselab.local.evaluator.ExperimentView;
import org.collapselab.local.evaluator.ExperimentView.Condition;
import org.collapselab.local.evaluator.ExperimentView.Evaluation;
import org.collapselab.local.evaluator.ExperimentView.Images;
import org.collapselab.local.evaluator.ExperimentView.Iteration;
import org.collapselab.local.evaluator.ExperimentView.Training;
import org.junit.jupiter.api.Test;

class WorkTest {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void shouldTellSharedAndFoundWorkFromComputed() {
    // Given: a computes 1, b shares it and computes 2, c finds 3.
    ExperimentView view =
        view(
            new Condition("a", List.of(iteration(1, "1", false))),
            new Condition("b", List.of(iteration(1, "1", true), iteration(2, "2", false))),
            new Condition("c", List.of(iteration(1, "3", true))));

    // When
    Work work = Work.of(view);

    // Then
    assertThat(work.checkpoints()).isEqualTo(new Work.Part(4, 1, 1));
    assertThat(work.evaluations()).isEqualTo(new Work.Part(4, 1, 1));
    assertThat(work.images()).isEqualTo(new Work.Part(40, 0, 12));
    assertThat(work.text())
        .startsWith("computed 28 of 40 training images, 2 of 4 checkpoints, 2 of 4 measurements");
    assertThat(work.json().at("/checkpoints/computed").longValue()).isEqualTo(2);
  }

  private static Iteration iteration(int number, String checkpoint, boolean reused) {
    Key key = Key.sha256(checkpoint.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return new Iteration(
        number,
        "measured",
        0.5,
        10,
        new Images(10, 10, 3, 10, 0, Optional.of(TIME), Optional.of(TIME)),
        Optional.empty(),
        Optional.of(
            new Training(
                key, 1, 1, 0.5, Optional.of(reused), Optional.of(TIME), Optional.of(TIME))),
        Optional.of(new Evaluation(key, reused, 8, 8, TIME, Optional.of(TIME))));
  }

  private static ExperimentView view(Condition... conditions) {
    return new ExperimentView(
        "work-1",
        "work",
        "completed",
        TIME,
        Optional.of(TIME),
        TIME,
        Key.sha256(new byte[0]),
        Key.sha256(new byte[0]),
        SpecReader.read(
            """
            {name: work, model: a, realDataset: b, conditions: [{name: a, syntheticFraction: 1}]}
            """),
        List.of(conditions),
        List.of());
  }
}
