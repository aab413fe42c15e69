package org.collapselab.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
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

  private final Platform platform;
  private final ProgressDisplay progress;
  private final EvaluatorClient evaluator;

  ExperimentRun(Platform platform, ProgressDisplay progress) {
    this.platform = platform;
    this.progress = progress;
    this.evaluator = new EvaluatorClient(platform.evaluatorUrl());
  }

  /**
   * Brings the inputs into the store, submits, waits for the end and writes the report.
   *
   * @throws LabException if a process of the platform ends meanwhile
   */
  Outcome run(Inputs inputs, Consumer<String> say) throws InterruptedException {
    try (ArtifactStore store = platform.openStore()) {
      inputs.publish(store);
    }
    String experiment = evaluator.submit(inputs.experiment()).id();
    ExperimentView view = awaitEnd(experiment);
    say.accept("writing the report");
    Path report = new Report(evaluator, platform.folder()).write(view);
    return new Outcome(
        view, evaluator.metrics(experiment), evaluator.metricsJson(experiment), report);
  }

  private ExperimentView awaitEnd(String experiment) throws InterruptedException {
    while (true) {
      platform.requireAlive();
      byte[] json = evaluator.viewJson(experiment);
      remember(experiment, json);
      ExperimentView view = EvaluatorClient.parseView(json);
      progress.show(view);
      if (!view.running()) {
        return view;
      }
      Thread.sleep(POLL_MILLIS);
    }
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
