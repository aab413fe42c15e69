package org.collapselab.trainer.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.TrainingParameters;
import org.collapselab.testing.ScalingQuery;
import org.collapselab.testing.SharedStackResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(JobsTest.NoWorker.class)
@QuarkusTestResource(value = SharedStackResource.class, restrictToAnnotatedClass = true)
class JobsTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(1);

  @Inject Jobs jobs;
  @Inject EntityManager entities;

  /** The queue alone: the test is its worker. */
  public static class NoWorker implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("collapse.trainer.workers", "0");
    }
  }

  private static CheckpointRecipe recipe(long seed) {
    TrainingParameters training =
        new TrainingParameters(32, 1e-3, 0, 1, 1, 0, 1, 0, 0, Optional.empty(), Optional.empty());
    return new CheckpointRecipe(
        Key.sha256(new byte[] {1}), Key.sha256(new byte[] {2}), training, seed);
  }

  private void enqueue(CheckpointRecipe recipe) {
    jobs.subscribe(recipe, new Subscriber("experiment", "all", 1), () -> false, outcome -> {});
  }

  private Claim claim(String worker, Duration lease) {
    return await().until(() -> jobs.claim(worker, lease), Optional::isPresent).orElseThrow();
  }

  @Test
  void letsOneWorkerAtATimeHaveAJob() {
    // Given
    enqueue(recipe(1));

    // When
    Claim claim = claim("one", LONG);

    // Then
    assertThat(claim.checkpoint()).isEqualTo(recipe(1).key());
    assertThat(claim.recipe()).isEqualTo(recipe(1));
    assertThat(jobs.claim("two", LONG)).isEmpty();
    jobs.finish(claim, subscribers -> assertThat(subscribers).hasSize(1));
  }

  @Test
  void refusesEveryWriteOfAWorkerThatSleptThroughItsLease() {
    // Given
    enqueue(recipe(2));
    Claim slept = claim("one", SHORT);
    Claim taken = claim("two", LONG);
    List<String> published = new ArrayList<>();

    // Then
    assertThat(taken.fence()).isGreaterThan(slept.fence());
    assertThatThrownBy(() -> jobs.renew(slept, LONG)).isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> jobs.finish(slept, subscribers -> published.add("slept")))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> jobs.fail(slept, "late", 1, subscribers -> published.add("failed")))
        .isInstanceOf(LeaseLostException.class);
    jobs.release(slept);
    jobs.finish(taken, subscribers -> published.add("taken"));
    assertThat(published).containsExactly("taken");
  }

  @Test
  void givesAReleasedJobToTheNextWorker() {
    // Given
    enqueue(recipe(3));
    Claim first = claim("one", LONG);

    // When
    jobs.release(first);

    // Then
    Claim second = claim("two", LONG);
    assertThat(second.checkpoint()).isEqualTo(first.checkpoint());
    assertThat(second.fence()).isEqualTo(first.fence() + 1);
    jobs.finish(second, subscribers -> {});
  }

  @Test
  void givesUpAfterTheLastAttempt() {
    // Given
    enqueue(recipe(4));
    List<Subscriber> givenUp = new ArrayList<>();

    // When
    jobs.fail(claim("one", LONG), "first", 2, givenUp::addAll);

    // Then
    assertThat(givenUp).isEmpty();
    jobs.fail(claim("one", LONG), "second", 2, givenUp::addAll);
    assertThat(givenUp).containsExactly(new Subscriber("experiment", "all", 1));
    assertThat(jobs.open()).isZero();
    jobs.subscribe(
        recipe(4),
        new Subscriber("another", "all", 1),
        () -> false,
        outcome -> assertThat(outcome).isEqualTo(Jobs.Outcome.FAILED));
  }

  @Test
  void trainsAgainWhatTheStoreNoLongerHas() {
    // Given
    enqueue(recipe(6));
    jobs.finish(claim("one", LONG), subscribers -> {});
    assertThat(jobs.open()).isZero();
    List<Jobs.Outcome> outcomes = new ArrayList<>();

    // When
    jobs.subscribe(recipe(6), new Subscriber("there", "all", 1), () -> true, outcomes::add);
    jobs.subscribe(recipe(6), new Subscriber("gone", "all", 1), () -> false, outcomes::add);

    // Then
    assertThat(outcomes).containsExactly(Jobs.Outcome.TRAINED, Jobs.Outcome.QUEUED);
    assertThat(jobs.open()).isEqualTo(1);
    jobs.finish(claim("two", LONG), subscribers -> {});
  }

  @Test
  void undoesThePublicationWhenTheTransactionFails() {
    // Given
    enqueue(recipe(5));
    Claim claim = claim("one", LONG);

    // When
    assertThatThrownBy(
            () ->
                jobs.finish(
                    claim,
                    subscribers -> {
                      throw new IllegalStateException("the store is away");
                    }))
        .hasMessageContaining("the store is away");

    // Then
    assertThat(jobs.open()).isEqualTo(1);
    jobs.finish(claim, subscribers -> {});
    assertThat(jobs.open()).isZero();
  }

  @Test
  void tellsHowTheQueueStands() {
    // Given
    enqueue(recipe(6));
    enqueue(recipe(7));
    Map<TrainingJob.State, Long> before = jobs.census();

    // When
    Claim claim = claim("one", LONG);

    // Then
    assertThat(before.get(TrainingJob.State.WAITING)).isEqualTo(2);
    assertThat(jobs.census())
        .containsEntry(TrainingJob.State.WAITING, 1L)
        .containsEntry(TrainingJob.State.RUNNING, 1L);
    assertThat(jobs.longestWait()).isPositive();
    jobs.finish(claim, subscribers -> {});
    jobs.finish(claim("one", LONG), subscribers -> {});
    assertThat(jobs.longestWait()).isZero();
    assertThat(jobs.census()).doesNotContainKey(TrainingJob.State.WAITING);
  }

  @Test
  void countsOpenJobsByTheQueryThatWorkersAreScaledBy() {
    // Given
    enqueue(recipe(8));

    // When
    long rows =
        ((Number) entities.createNativeQuery(ScalingQuery.of("trainer")).getSingleResult())
            .longValue();

    // Then
    assertThat(rows).isEqualTo(1).isEqualTo(jobs.open());
    jobs.finish(claim("one", LONG), subscribers -> {});
    assertThat(entities.createNativeQuery(ScalingQuery.of("trainer")).getSingleResult())
        .isEqualTo(0L);
  }
}
