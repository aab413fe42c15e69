package org.collapselab.local.evaluator;

import java.time.Duration;
import java.util.function.Consumer;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;

/** An experiment of a platform whose processes are not this one's to look after. */
public final class RemoteExperiment {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofSeconds(2);

  private final EvaluatorClient client;
  private final String id;
  private final Duration patience;
  private final Duration poll;

  public RemoteExperiment(EvaluatorClient client, String id) {
    this(client, id, PATIENCE, POLL);
  }

  RemoteExperiment(EvaluatorClient client, String id, Duration patience, Duration poll) {
    this.client = client;
    this.id = id;
    this.patience = patience;
    this.poll = poll;
  }

  /**
   * Waits until the experiment runs no more. The evaluator may be away for a while, as when it is
   * replaced by a newer one.
   *
   * @param seen told how far it is, again and again
   * @throws LabException if the evaluator stays away
   */
  public ExperimentView awaitEnd(Consumer<ExperimentView> seen) throws InterruptedException {
    long answered = System.nanoTime();
    while (true) {
      try {
        ExperimentView view = EvaluatorClient.parseView(client.viewJson(id));
        seen.accept(view);
        if (!view.running()) {
          return view;
        }
        answered = System.nanoTime();
      } catch (LabException e) {
        boolean away = e.status() == ExitStatus.PLATFORM;
        if (!away || System.nanoTime() - answered > patience.toNanos()) {
          throw e;
        }
      }
      Thread.sleep(poll.toMillis());
    }
  }
}
