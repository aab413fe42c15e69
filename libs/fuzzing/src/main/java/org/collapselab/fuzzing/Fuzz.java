package org.collapselab.fuzzing;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Gives a reader damaged input. It may read it, for not all damage is visible, or refuse it with
 * one of its own errors that says what was wrong; anything else fails, and so does a case that
 * takes longer than {@link #PATIENCE}.
 *
 * <p>{@code -Dfuzz.cases=N} sets the number of cases of each reader, {@code -Dfuzz.seed=N} which.
 */
public final class Fuzz {
  /** How long one input may take. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int CASES = Integer.getInteger("fuzz.cases", 2000);
  private static final long SEED = Long.getLong("fuzz.seed", 1);

  private final List<byte[]> corpus;
  private final Damage damage;
  private final Predicate<Throwable> refusal;
  private final int share;

  private Fuzz(List<byte[]> corpus, Damage damage, Predicate<Throwable> refusal, int share) {
    this.corpus = corpus;
    this.damage = damage;
    this.refusal = refusal;
    this.share = share;
  }

  /**
   * Cases from valid inputs.
   *
   * @param corpus at least one
   */
  public static Fuzz of(List<byte[]> corpus, Damage damage) {
    if (corpus.isEmpty()) {
      throw new IllegalArgumentException("corpus: expected at least one valid input");
    }
    return new Fuzz(List.copyOf(corpus), damage.repeated(), e -> false, 1);
  }

  /** An error with which the reader refuses input; there may be several. */
  public Fuzz refusedWith(Class<? extends Throwable> error) {
    return new Fuzz(corpus, damage, refusal.or(error::isInstance), share);
  }

  /** For a slow reader: only this share of the cases, one of so many. */
  public Fuzz oneOf(int cases) {
    return new Fuzz(corpus, damage, refusal, cases);
  }

  /**
   * Runs the cases.
   *
   * @return what became of them
   * @throws AssertionError naming the first case that the reader neither read nor refused
   */
  public Tally run(Reader reader) {
    ExecutorService worker =
        Executors.newSingleThreadExecutor(task -> daemon(new Thread(task, "fuzz")));
    try {
      for (byte[] valid : corpus) {
        if (!outcome(worker, reader, valid, "an input that is valid").isEmpty()) {
          throw new AssertionError("an input that is valid was refused:\n" + Shown.of(valid));
        }
      }
      int read = 0;
      Map<String, Integer> refusals = new HashMap<>();
      int cases = Math.max(1, CASES / share);
      for (int number = 0; number < cases; number++) {
        SplittableRandom random = new SplittableRandom(SEED * 1_000_003 + number);
        byte[] input = damage.apply(corpus.get(random.nextInt(corpus.size())), corpus, random);
        String name = "case %d of seed %d".formatted(number, SEED);
        String message = outcome(worker, reader, input, name);
        if (message.isEmpty()) {
          read++;
        } else {
          refusals.merge(message.replaceAll("\\d+", "#"), 1, Integer::sum);
        }
      }
      return new Tally(cases, read, refusals);
    } finally {
      worker.shutdownNow();
    }
  }

  /** Nothing if it was read, or what the refusal says. */
  private String outcome(ExecutorService worker, Reader reader, byte[] input, String name) {
    Future<?> reading =
        worker.submit(
            () -> {
              reader.read(input);
              return null;
            });
    try {
      reading.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return "";
    } catch (ExecutionException e) {
      Throwable error = e.getCause();
      if (!refusal.test(error)) {
        throw new AssertionError(name + " ended with " + error + ":\n" + Shown.of(input), error);
      }
      if (error.getMessage() == null || error.getMessage().isBlank()) {
        throw new AssertionError(name + " was refused without a word:\n" + Shown.of(input), error);
      }
      return error.getMessage();
    } catch (TimeoutException e) {
      throw new AssertionError(
          name + " took more than " + PATIENCE.toSeconds() + " s:\n" + Shown.of(input), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(name + " was interrupted", e);
    }
  }

  private static Thread daemon(Thread thread) {
    thread.setDaemon(true);
    return thread;
  }
}
