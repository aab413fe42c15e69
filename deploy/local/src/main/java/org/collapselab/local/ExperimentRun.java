package org.collapselab.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.local.evaluator.EvaluatorClient;
import org.collapselab.local.evaluator.ExperimentView;
import org.collapselab.local.input.Inputs;
import org.collapselab.local.platform.Platform;
import org.collapselab.local.progress.ProgressDisplay;
import org.collapselab.local.report.Report;

/** Takes an experiment through a running platform. */
final class ExperimentRun {
  private static final long POLL_MILLIS = 1000;
  private static final long MOMENT_MILLIS = 50;

  /** Time for the others to find a process again that was started anew. */
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  private final Platform platform;
  private final ProgressDisplay progress;
  private final EvaluatorClient evaluator;
  private long recoveredAt = System.nanoTime();

  ExperimentRun(Platform platform, ProgressDisplay progress) {
    this.platform = platform;
    this.progress = progress;
    this.evaluator = new EvaluatorClient(platform.evaluatorUrl());
  }

  /**
   * Brings the inputs into the store, submits, waits for the end and writes the report.
   *
   * <p>Processes that end meanwhile are started again.
   *
   * @throws LabException if one of them ends again and again
   */
  Outcome run(Inputs inputs, Consumer<String> say) throws InterruptedException {
    tended(() -> publish(inputs));
    ExperimentView submitted = tended(() -> evaluator.submit(inputs.experiment()));
    String experiment = submitted.id();
    ExperimentView view = awaitEnd(experiment);
    say.accept("writing the report");
    Path report = tended(() -> new Report(evaluator, platform.folder()).write(view));
    return tended(
        () ->
            new Outcome(
                new Ending(view, !submitted.running(), evaluator.metrics(experiment)),
                evaluator.metricsJson(experiment),
                report));
  }

  private Inputs publish(Inputs inputs) {
    try (ArtifactStore store = platform.openStore()) {
      inputs.publish(store);
      return inputs;
    }
  }

  private ExperimentView awaitEnd(String experiment) throws InterruptedException {
    while (true) {
      tend();
      byte[] json = tended(() -> evaluator.viewJson(experiment));
      remember(experiment, json);
      ExperimentView view = EvaluatorClient.parseView(json);
      progress.show(view);
      if (!view.running()) {
        return view;
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Does something again that failed because a process had ended. */
  private <T> T tended(Supplier<T> work) throws InterruptedException {
    while (true) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        if (!somethingEnded() && System.nanoTime() > recoveredAt) {
          throw e;
        }
        tend();
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  private void tend() throws InterruptedException {
    if (platform.tend()) {
      recoveredAt = System.nanoTime() + RECOVERY.toNanos();
    }
  }

  /** A process's end is known a moment after its connections are gone. */
  private boolean somethingEnded() throws InterruptedException {
    for (long waited = 0; waited < POLL_MILLIS; waited += MOMENT_MILLIS) {
      if (!platform.isWhole()) {
        return true;
      }
      Thread.sleep(MOMENT_MILLIS);
    }
    return false;
  }

  private void remember(String experiment, byte[] json) {
    Path file = platform.folder().lastSeen(experiment);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, json);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
