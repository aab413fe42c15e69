package org.collapselab.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.assertj.core.data.Percentage;
import org.collapselab.contracts.Json;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.SpecReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The model against a run of the real services, which is as small as a cluster can be. */
class OneMachineTest {
  /** Chance is which shards share a partition. */
  private static final int CHANCES = 10;

  private static final Properties RUN = new Properties();
  private static final List<Outcome> OUTCOMES = new ArrayList<>();

  @BeforeAll
  static void simulate() throws IOException {
    try (InputStream file = OneMachineTest.class.getResourceAsStream("/laptop-run.properties")) {
      RUN.load(file);
    }
    Path file = Path.of(System.getProperty("lab.root"), "deploy/experiments/laptop.yaml");
    ExperimentSpec laptop = rejecting(SpecReader.read(file), measured("rejected"));
    var times =
        new ServiceTimes(
            measured("image"),
            measured("seeded-image"),
            measured("step"),
            0,
            0,
            0,
            measured("judge"),
            measured("measure"));
    var workers = new Cluster.Workers((int) measured("generators"), (int) measured("trainers"));
    for (int seed = 0; seed < CHANCES; seed++) {
      OUTCOMES.add(Platform.run(laptop, 1, Cluster.ofOneMachine(workers), times, seed));
    }
  }

  /** The spec, with what the judge does in fact. */
  private static ExperimentSpec rejecting(ExperimentSpec spec, double rate) {
    ObjectNode tree = Json.tree(spec);
    tree.findParents("falseRejectionRate")
        .forEach(curation -> ((ObjectNode) curation).put("falseRejectionRate", rate));
    return Json.read(tree, ExperimentSpec.class);
  }

  private static double measured(String name) {
    return Double.parseDouble(RUN.getProperty(name));
  }

  @Test
  void shouldTakeAsLongAsTheRun() {
    // When
    double mean = OUTCOMES.stream().mapToDouble(Outcome::seconds).average().orElseThrow();
    // Then it is somewhat faster: it knows no way between services, and no start of an engine
    assertThat(mean).isBetween(0.85 * measured("seconds"), 1.05 * measured("seconds"));
  }

  @Test
  void shouldMakeWhatTheRunMade() {
    assertThat(OUTCOMES)
        .allSatisfy(
            outcome -> {
              assertThat(outcome.checkpoints()).isEqualTo((int) measured("checkpoints"));
              // The judge rejects few images at first and many at last; here it is the mean always.
              assertThat((double) outcome.images())
                  .isCloseTo(measured("images"), Percentage.withPercentage(3));
            });
  }
}
