package org.collapselab.evaluator.watch;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The subjects that are watched. */
@ApplicationScoped
public class Watches {

  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Map<String, Multi<Snapshot>> subjects = new ConcurrentHashMap<>();

  /**
   * The news of a subject for one watcher, until it has ended.
   *
   * @param look takes a look, on a worker thread; a look that fails is taken again
   */
  public Multi<Part> watch(String subject, Supplier<Snapshot> look) {
    return Multi.createFrom()
        .deferred(
            () -> {
              Watcher watcher = new Watcher();
              return subjects
                  .computeIfAbsent(subject, name -> share(name, look))
                  // A snapshot holds everything: a slow watcher misses nothing but steps between.
                  .onOverflow()
                  .dropPreviousItems()
                  .onItem()
                  .transformToIterable(watcher::news);
            });
  }

  /** How many subjects are watched. */
  public int watched() {
    return subjects.size();
  }

  private Multi<Snapshot> share(String subject, Supplier<Snapshot> look) {
    Uni<Snapshot> once =
        Uni.createFrom()
            .item(look)
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
            .onFailure()
            .retry()
            .withBackOff(PERIOD, LONGEST_PAUSE)
            .indefinitely();
    return Multi.createBy()
        .repeating()
        .uni(() -> once)
        .withDelay(PERIOD)
        .whilst(snapshot -> !snapshot.ended())
        .onTermination()
        .invoke(() -> subjects.remove(subject))
        .broadcast()
        .withCancellationAfterLastSubscriberDeparture()
        .toAllSubscribers();
  }
}
