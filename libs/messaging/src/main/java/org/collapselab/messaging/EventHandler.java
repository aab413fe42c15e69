package org.collapselab.messaging;

import org.collapselab.contracts.event.Event;

/**
 * What a service does about an event. It may be called again with an event it has handled.
 *
 * @param <E> the events it takes
 */
@FunctionalInterface
public interface EventHandler<E extends Event> {
  /**
   * Does the work to its end: what it changes is kept and what it announces is with the broker when
   * it returns.
   *
   * @throws Exception of a kind that passes by itself ({@link TransientFailure}), to be called
   *     again later; any other sends the record to the dead-letter topic
   */
  void handle(E event) throws Exception;
}
