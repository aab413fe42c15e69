package org.collapselab.trainer.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.Recipes;
import org.collapselab.trainer.jobs.TrainingJob.State;

/** The queue: who claims a job is its only writer until the lease runs out. */
@ApplicationScoped
public class Jobs {

  /** How a subscription was met. */
  public enum Outcome {
    /** The checkpoint is there already. */
    TRAINED,
    /** It failed before; the reason is in the row. */
    FAILED,
    /** It is in the queue. */
    QUEUED
  }

  private final EntityManager database;

  Jobs(EntityManager database) {
    this.database = database;
  }

  /**
   * Adds a subscriber to the job of this recipe, and the job if it is new.
   *
   * @param stored whether the store has the checkpoint, so that nothing is left to do; asked while
   *     no worker can end the job
   * @param met told, in the same transaction, how the subscription stands
   */
  @Transactional
  public void subscribe(
      CheckpointRecipe recipe,
      Subscriber subscriber,
      BooleanSupplier stored,
      Consumer<Outcome> met) {
    Key checkpoint = recipe.key();
    database
        .createNativeQuery(
            "insert into training_job (checkpoint, recipe, state) values (?1, ?2, ?3)"
                + " on conflict do nothing")
        .setParameter(1, checkpoint.value())
        .setParameter(2, new String(Recipes.canonicalJson(recipe), UTF_8))
        .setParameter(3, State.WAITING.name())
        .executeUpdate();
    TrainingJob job = TrainingJob.lock(checkpoint).orElseThrow();
    database
        .createNativeQuery(
            "insert into subscriber (checkpoint, experiment, condition, iteration)"
                + " values (?1, ?2, ?3, ?4) on conflict do nothing")
        .setParameter(1, checkpoint.value())
        .setParameter(2, subscriber.experiment())
        .setParameter(3, subscriber.condition())
        .setParameter(4, subscriber.iteration())
        .executeUpdate();
    if (stored.getAsBoolean()) {
      job.state = State.TRAINED;
    } else if (job.state == State.TRAINED) {
      // Somebody has removed it from the store since.
      job.state = State.WAITING;
    }
    met.accept(
        switch (job.state) {
          case TRAINED -> Outcome.TRAINED;
          case FAILED -> Outcome.FAILED;
          case WAITING, RUNNING -> Outcome.QUEUED;
        });
  }

  /** The oldest job that waits or whose worker's lease ran out, now leased to this worker. */
  @Transactional
  public Optional<Claim> claim(String worker, Duration lease) {
    List<?> rows =
        database
            .createNativeQuery(
                "update training_job set state = 'RUNNING', worker = ?1, fence = fence + 1,"
                    + " leased_until = clock_timestamp() + ?2 * interval '1 millisecond'"
                    + " where checkpoint = (select checkpoint from training_job"
                    + "  where (state = 'WAITING' and not_before <= clock_timestamp())"
                    + "  or (state = 'RUNNING' and leased_until < clock_timestamp())"
                    + "  order by created_at, checkpoint limit 1 for update skip locked)"
                    + " returning checkpoint, recipe, fence")
            .setParameter(1, worker)
            .setParameter(2, lease.toMillis())
            .getResultList();
    return rows.stream().findFirst().map(row -> claim((Object[]) row));
  }

  private static Claim claim(Object[] row) {
    return new Claim(
        Key.parse((String) row[0]),
        Recipes.parse(((String) row[1]).getBytes(UTF_8), CheckpointRecipe.class),
        ((Number) row[2]).longValue());
  }

  /**
   * Prolongs the lease.
   *
   * @throws LeaseLostException if another took the job
   */
  @Transactional
  public void renew(Claim claim, Duration lease) {
    int rows =
        database
            .createNativeQuery(
                "update training_job set"
                    + " leased_until = clock_timestamp() + ?3 * interval '1 millisecond'"
                    + " where checkpoint = ?1 and fence = ?2 and state = 'RUNNING'")
            .setParameter(1, claim.checkpoint().value())
            .setParameter(2, claim.fence())
            .setParameter(3, lease.toMillis())
            .executeUpdate();
    if (rows == 0) {
      throw new LeaseLostException(claim.checkpoint(), claim.fence());
    }
  }

  /**
   * Ends a job: {@code publish} puts the checkpoint where others find it while the row is locked,
   * so that no other worker can claim the job meanwhile.
   *
   * @param publish given those who wait for the checkpoint
   * @throws LeaseLostException if another took the job; nothing was published then
   */
  @Transactional
  public void finish(Claim claim, Consumer<List<Subscriber>> publish) {
    TrainingJob job = locked(claim);
    publish.accept(SubscriberRow.of(claim.checkpoint()));
    end(job, State.TRAINED);
  }

  /** Gives a job back to the queue, to be gone on with by any worker. */
  @Transactional
  public void release(Claim claim) {
    TrainingJob.lock(claim)
        .ifPresent(
            job -> {
              job.state = State.WAITING;
              job.worker = null;
              job.leasedUntil = null;
            });
  }

  /**
   * Notes that the job failed. It is tried again after a rest that doubles each time, and is given
   * up after {@code attempts} failures.
   *
   * @param givenUp told, in the same transaction, who waited in vain
   */
  @Transactional
  public void fail(Claim claim, String reason, int attempts, Consumer<List<Subscriber>> givenUp) {
    TrainingJob job = locked(claim);
    job.failures++;
    job.reason = reason;
    if (job.failures >= attempts) {
      givenUp.accept(SubscriberRow.of(claim.checkpoint()));
      end(job, State.FAILED);
    } else {
      job.state = State.WAITING;
      job.notBefore = Instant.now().plusSeconds(1L << Math.min(job.failures, 8));
      job.worker = null;
      job.leasedUntil = null;
    }
  }

  private static TrainingJob locked(Claim claim) {
    return TrainingJob.lock(claim)
        .orElseThrow(() -> new LeaseLostException(claim.checkpoint(), claim.fence()));
  }

  private static void end(TrainingJob job, State state) {
    job.state = state;
    job.leasedUntil = null;
    job.finishedAt = Instant.now();
  }

  /** How many jobs wait or run: what the workers are scaled on. */
  @Transactional
  public long open() {
    return TrainingJob.count("state in ?1", List.of(State.WAITING, State.RUNNING));
  }

  /** How many jobs there are in each state; states without any are left out. */
  @Transactional
  Map<State, Long> census() {
    List<?> rows =
        database
            .createNativeQuery("select state, count(*) from training_job group by state")
            .getResultList();
    Map<State, Long> counts = new EnumMap<>(State.class);
    rows.forEach(
        row -> {
          Object[] count = (Object[]) row;
          counts.put(State.valueOf((String) count[0]), ((Number) count[1]).longValue());
        });
    return counts;
  }

  /** For how long the job has waited that has waited longest; zero if none does. */
  @Transactional
  Duration longestWait() {
    Object seconds =
        database
            .createNativeQuery(
                "select coalesce(max(extract(epoch from"
                    + " clock_timestamp() - greatest(created_at, not_before))), 0)"
                    + " from training_job"
                    + " where state = 'WAITING' and not_before <= clock_timestamp()")
            .getSingleResult();
    return Duration.ofMillis((long) (((Number) seconds).doubleValue() * 1000));
  }

  /** Those who wait for this checkpoint. */
  @Transactional
  public List<Subscriber> subscribers(Key checkpoint) {
    return SubscriberRow.of(checkpoint);
  }
}
