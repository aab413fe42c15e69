package org.collapselab.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.event.Event;
import org.collapselab.contracts.event.EventCodec;
import org.collapselab.contracts.event.IterationEvent;
import org.collapselab.contracts.event.WorkFailed;
import org.collapselab.messaging.EventCounters.Outcome;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Turns a record into a handled event.
 *
 * <pre>
 * decode --poison--> nack --> dead-letter topic
 *   |
 * handler --transient--> wait, again (as long as it takes)
 *   |    \--anything else--> tell that the work failed --> nack --> dead-letter topic
 *  ack
 * </pre>
 *
 * A process that stops waits a while for the handlers that are at work, before anything they work
 * with is closed. A record that comes then, or whose handler fails then, is neither acknowledged
 * nor given up: it is delivered again.
 *
 * <p>It is there from the start on, and its counters with it.
 */
@Startup
@ApplicationScoped
public class Receiver {
  private static final Logger LOG = Logger.getLogger(Receiver.class);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final EventCounters counters;
  private final Backoff backoff;
  private final Duration patience;
  private final Consumer<WorkFailed> failures;
  private final String service;
  private final CountDownLatch stopping = new CountDownLatch(1);
  // Read by each handler at work, written by the stop that waits for them.
  private final ReadWriteLock working = new ReentrantReadWriteLock();

  /**
   * A receiver of a service.
   *
   * @param service the name of the service, which gives up the work of an event it cannot handle
   */
  @Inject
  public Receiver(
      MeterRegistry registry,
      Announcer announcer,
      @ConfigProperty(name = "lab.service") String service) {
    this(registry, Backoff.DEFAULT, PATIENCE, announcer::announceAndWait, service);
  }

  Receiver(
      MeterRegistry registry,
      Backoff backoff,
      Duration patience,
      Consumer<WorkFailed> failures,
      String service) {
    this.counters = new EventCounters(registry);
    this.backoff = backoff;
    this.patience = patience;
    this.failures = failures;
    this.service = service;
  }

  /**
   * Lets handlers that wait for a new attempt go, their records unacknowledged, and waits for those
   * at work.
   */
  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
    try {
      if (working.writeLock().tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        working.writeLock().unlock();
      } else {
        LOG.warnf("A handler still works after %d s and is left to itself", patience.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /**
   * Handles a record with any event of its topic, on the calling thread, which may block.
   *
   * @return the acknowledgement, positive or negative; a channel's method returns it as it is
   */
  public CompletionStage<Void> handle(Message<byte[]> message, EventHandler<Event> handler) {
    return handle(message, Event.class, handler);
  }

  /** As {@link #handle(Message, EventHandler)}; events of other types are acknowledged only. */
  public <E extends Event> CompletionStage<Void> handle(
      Message<byte[]> message, Class<E> type, EventHandler<? super E> handler) {
    IncomingKafkaRecordMetadata<?, ?> record =
        message
            .getMetadata(IncomingKafkaRecordMetadata.class)
            .orElseThrow(() -> new IllegalStateException("expected a record of Kafka"));
    String place = record.getTopic() + "-" + record.getPartition() + "@" + record.getOffset();
    working.readLock().lock();
    try {
      return isStopping() ? abandon(place) : take(message, type, handler, record.getTopic(), place);
    } finally {
      working.readLock().unlock();
    }
  }

  private <E extends Event> CompletionStage<Void> take(
      Message<byte[]> message,
      Class<E> type,
      EventHandler<? super E> handler,
      String topic,
      String place) {
    Event event;
    try {
      event = EventCodec.decode(topic, message.getPayload());
    } catch (ContractViolationException e) {
      return poison(message, topic, place, e);
    }
    if (!type.isInstance(event)) {
      counters.count(topic, Outcome.IGNORED);
      return message.ack();
    }
    return run(message, type.cast(event), handler, place);
  }

  private <E extends Event> CompletionStage<Void> run(
      Message<byte[]> message, E event, EventHandler<? super E> handler, String place) {
    String type = event.type().topic();
    for (int failures = 1; ; failures++) {
      try {
        handler.handle(event);
        counters.count(type, Outcome.HANDLED);
        return message.ack();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return abandon(place);
      } catch (Throwable e) {
        // What a handler works with may be closed before it, and then fails for no fault of the
        // event.
        if (Thread.currentThread().isInterrupted() || isStopping()) {
          return abandon(place);
        }
        if (!TransientFailure.is(e) && isTold(event, e)) {
          return poison(message, type, place, e);
        }
        counters.count(type, Outcome.RETRIED);
        Duration wait = backoff.after(failures, ThreadLocalRandom.current());
        LOG.warnf("%s: attempt %d failed, again in %d ms: %s", place, failures, wait.toMillis(), e);
        if (stopsWithin(wait)) {
          return abandon(place);
        }
      }
    }
  }

  /**
   * Tells that an iteration's work was given up, so that nobody waits for it. While the broker does
   * not take that, the record is kept and tried again.
   */
  private boolean isTold(Event event, Throwable reason) {
    if (event instanceof IterationEvent work && !(event instanceof WorkFailed)) {
      try {
        failures.accept(
            new WorkFailed(
                work.experiment(),
                work.condition(),
                work.iteration(),
                service,
                work.subject(),
                PoisonException.shortReason(reason)));
      } catch (BrokerUnavailableException e) {
        return false;
      }
    }
    return true;
  }

  private boolean stopsWithin(Duration wait) {
    try {
      return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private CompletionStage<Void> poison(
      Message<byte[]> message, String type, String place, Throwable reason) {
    counters.count(type, Outcome.POISONED);
    LOG.errorf(reason, "%s goes to the dead-letter topic", place);
    return message.nack(new PoisonException(reason));
  }

  /** Never completes, so the record is not committed and another process gets it. */
  private static CompletionStage<Void> abandon(String place) {
    LOG.infof("%s is left to be delivered again", place);
    return new CompletableFuture<>();
  }
}
