package org.collapselab.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.collapselab.contracts.spec.Cost;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.SpecReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {
  private static final ServiceTimes TIMES = new ServiceTimes(1.1, 0.7, 0.6, 35, 10, 60, 0.2, 0.05);

  /** Work that takes its time, with nothing around it. */
  private static final ServiceTimes PURE = new ServiceTimes(1.1, 1.1, 0.6, 0, 0, 0, 0, 0);

  private static ExperimentSpec paper;
  private static ExperimentSpec single;

  @BeforeAll
  static void read() throws IOException {
    paper =
        SpecReader.read(Path.of(System.getProperty("lab.root"), "deploy/experiments/paper.yaml"));
    single = SpecReader.read(SINGLE);
  }

  private static final String SINGLE =
      """
      name: single
      model: m
      realDataset: d
      seed: 1
      images: 64
      generation: {scheduler: dpm-solver++, steps: 10, guidance: 1, width: 64, height: 64, strength: 0.5, shardSize: 8}
      training: {learningRate: 1e-4, batch: 8, epochs: 2}
      evaluation: {images: 32, scheduler: dpm-solver++, steps: 10, guidance: 1, bootstrapReplicates: 20}
      conditions:
        - {name: all, syntheticFraction: 1, iterations: 3}
      """;

  @Test
  void shouldTakeTheSumOfItsWorkOnOneGpuThatLosesNoTime() {
    // Given a chain: nothing but measurements can go on beside it
    Cost cost = Cost.of(single, 0);
    double work =
        (cost.trainingImages() + cost.evaluationImages()) * PURE.image()
            + cost.trainingSteps() * PURE.step();
    // When
    Outcome outcome = Platform.run(single, 1, Cluster.ofGpus(1).withoutDelays(), PURE, 1);
    // Then all of it was done by the one GPU, and nothing else
    assertThat(outcome.busyGpuHours() * 3600).isCloseTo(work, Percentage.withPercentage(1e-6));
    assertThat(outcome.seconds()).isGreaterThanOrEqualTo(work);
  }

  @Test
  void shouldTakeTheLongestChainWhereThereIsNoEndOfGpus() {
    // Given three iterations of images, in shards of eight at once, and a training
    long steps = Cost.of(single, 0).trainingSteps() / 3;
    double chain = 3 * (8 * PURE.image() + steps * PURE.step()) + 8 * PURE.image();
    Cluster cluster = Cluster.ofGpus(1000).withPartitions(100_000).withoutDelays();
    // When
    Outcome outcome = Platform.run(single, 1, cluster, PURE, 1);
    // Then but for the seconds between two looks of the autoscaler, and its pace
    assertThat(outcome.seconds()).isGreaterThanOrEqualTo(chain);
    assertThat(outcome.seconds()).isLessThan(chain + 4 * 90);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64})
  void shouldMakeWhatTheCostSaysAndNothingTwiceInTheStore(int gpus) {
    // Given the study without curation, whose replacements are by chance
    Cost cost = Cost.of(paper, 0);
    // When
    Outcome outcome = Platform.run(paper, 1, Cluster.ofGpus(gpus), TIMES, 1);
    // Then
    long replacements = outcome.images() - cost.trainingImages() - cost.evaluationImages();
    assertThat(replacements).isBetween(0L, cost.replacements());
    assertThat(outcome.checkpoints()).isEqualTo(cost.checkpoints());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64, 512})
  void shouldNeverBeFasterThanItsWorkAllows(int gpus) {
    // When
    Outcome outcome = Platform.run(paper, 1, Cluster.ofGpus(gpus), TIMES, 1);
    // Then
    assertThat(outcome.seconds()).isGreaterThanOrEqualTo(outcome.busyGpuHours() * 3600 / gpus);
    assertThat(outcome.heldGpuHours()).isGreaterThanOrEqualTo(outcome.busyGpuHours());
    assertThat(outcome.heldGpuHours() * 3600)
        .isLessThanOrEqualTo(gpus * outcome.seconds() * (1 + 1e-9));
  }

  @Test
  void shouldGainFromGpusUntilTheChainIsAllThatIsLeft() {
    // When
    double one = hours(1);
    double eight = hours(8);
    double sixtyFour = hours(64);
    double many = hours(512);
    // Then
    assertThat(one / eight).isGreaterThan(3);
    assertThat(sixtyFour).isLessThan(eight);
    // There are no more trainings at a time than conditions.
    assertThat(sixtyFour / many).isLessThan(2);
  }

  private static double hours(int gpus) {
    return Platform.run(paper, 1, Cluster.ofGpus(gpus), TIMES, 1).seconds() / 3600;
  }

  @Test
  void shouldGainNothingFromGpusBeyondThePartitions() {
    // When
    Outcome narrow = Platform.run(single, 16, Cluster.ofGpus(64).withPartitions(4), TIMES, 1);
    Outcome wide = Platform.run(single, 16, Cluster.ofGpus(64).withPartitions(128), TIMES, 1);
    // Then no more than four generators, and a trainer for each experiment
    assertThat(narrow.heldGpuHours() * 3600 / narrow.seconds()).isLessThan(4 + 16 + 1);
    assertThat(narrow.seconds()).isGreaterThan(1.2 * wide.seconds());
  }

  @Test
  void shouldMakeTheSameThingsWhereNodesAreTakenAway() {
    // Given
    Cluster cluster = Cluster.ofGpus(16);
    // When
    Outcome calm = Platform.run(paper, 1, cluster, TIMES, 1);
    Outcome stormy = Platform.run(paper, 1, cluster.withEvictions(4), TIMES, 1);
    // Then
    assertThat(calm.evictions()).isZero();
    assertThat(stormy.evictions()).isPositive();
    assertThat(stormy.images()).isEqualTo(calm.images());
    assertThat(stormy.checkpoints()).isEqualTo(calm.checkpoints());
  }

  @Test
  void shouldTakeLongerWhereNodesAreTakenAwayAndThereIsOneForEveryPod() {
    // Given
    Cluster cluster = Cluster.ofGpus(128);
    // When
    Means calm = means(cluster);
    Means stormy = means(cluster.withEvictions(4));
    // Then
    assertThat(stormy.hours()).isGreaterThan(1.1 * calm.hours());
  }

  /**
   * A node that is lost is a gain for those who wait for one: replicas keep theirs for ten minutes
   * after their work, and half of the GPU hours are such. What they lose is a shard, or steps since
   * the last save.
   */
  @Test
  void shouldBeFasterForALossWherePodsWaitForWhatOthersHoldIdle() {
    // Given fewer GPUs than pods
    Cluster cluster = Cluster.ofGpus(16);
    // When
    Means calm = means(cluster);
    Means stormy = means(cluster.withEvictions(1));
    // Then more work is done, and yet in less time, for less is held idle
    assertThat(calm.idle()).isGreaterThan(calm.busy());
    assertThat(stormy.busy()).isGreaterThan(calm.busy());
    assertThat(stormy.idle()).isLessThan(calm.idle());
    assertThat(stormy.hours()).isLessThan(calm.hours());
  }

  /** Hours, and GPU hours at work and not. */
  private record Means(double hours, double busy, double idle) {}

  private static Means means(Cluster cluster) {
    List<Outcome> outcomes =
        IntStream.range(0, 5).mapToObj(it -> Platform.run(paper, 1, cluster, TIMES, it)).toList();
    double busy = mean(outcomes, Outcome::busyGpuHours);
    return new Means(
        mean(outcomes, Outcome::seconds) / 3600,
        busy,
        mean(outcomes, Outcome::heldGpuHours) - busy);
  }

  private static double mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
    return outcomes.stream().mapToDouble(figure).average().orElseThrow();
  }

  @Test
  void shouldGiveTheSameAgainForTheSameSeed() {
    // Given
    Cluster cluster = Cluster.ofGpus(16).withEvictions(1);
    // When
    Outcome first = Platform.run(paper, 1, cluster, TIMES, 7);
    Outcome second = Platform.run(paper, 1, cluster, TIMES, 7);
    // Then
    assertThat(second).isEqualTo(first);
    assertThat(Platform.run(paper, 1, cluster, TIMES, 8)).isNotEqualTo(first);
  }
}
