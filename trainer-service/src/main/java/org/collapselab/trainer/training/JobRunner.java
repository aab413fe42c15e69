package org.collapselab.trainer.training;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.diffusion.training.StepReport;
import org.collapselab.messaging.TransientFailure;
import org.collapselab.trainer.jobs.Claim;
import org.collapselab.trainer.jobs.Jobs;
import org.collapselab.trainer.jobs.LeaseLostException;
import org.collapselab.trainer.jobs.Subscriber;
import org.jboss.logging.Logger;

/** Runs a claimed job to its end, or to the point where it is given back. */
@Startup
@ApplicationScoped
public class JobRunner {

  private static final Logger LOG = Logger.getLogger(JobRunner.class);

  private final Jobs jobs;
  private final ArtifactStore store;
  private final SavedStates states;
  private final Announcements announcements;
  private final TrainerSettings settings;
  private final Timer stepTimer;
  private volatile boolean draining;

  JobRunner(
      Jobs jobs,
      ArtifactStore store,
      SavedStates states,
      Announcements announcements,
      TrainerSettings settings,
      MeterRegistry registry) {
    this.jobs = jobs;
    this.store = store;
    this.states = states;
    this.announcements = announcements;
    this.settings = settings;
    this.stepTimer =
        Timer.builder("collapse.training.step").description("Training steps").register(registry);
  }

  /** The running job is to be given back after its step, to be gone on with elsewhere. */
  void drain() {
    draining = true;
  }

  void run(Claim claim) {
    LOG.infof("Training %s (fence %d)", claim.checkpoint().value(), claim.fence());
    try (Lease lease = new Lease(jobs, claim, settings.lease())) {
      train(claim, lease);
    } catch (LeaseLostException e) {
      LOG.warn(e.getMessage());
    } catch (IOException | RuntimeException | Error e) {
      failed(claim, e);
    }
  }

  private void train(Claim claim, Lease lease) throws IOException {
    Path folder = Files.createTempDirectory("collapse-lab-training-");
    try (Training training = Training.open(claim.recipe(), store, states, settings, folder)) {
      long start = System.nanoTime();
      StepReport last = steps(claim, lease, training);
      if (!training.finished()) {
        if (!lease.lost()) {
          training.save();
          jobs.release(claim);
          LOG.infof("Gave %s back at step %d", claim.checkpoint().value(), training.stepsDone());
        }
        return;
      }
      finish(claim, training, last, (System.nanoTime() - start) / 1e6);
    } finally {
      Folders.delete(folder);
    }
  }

  /** Steps until the training is finished, the service stops or the lease is lost. */
  private StepReport steps(Claim claim, Lease lease, Training training) {
    Supplier<List<Subscriber>> subscribers = () -> jobs.subscribers(claim.checkpoint());
    Progress progress = new Progress(claim.checkpoint(), announcements, subscribers);
    long saved = System.nanoTime();
    StepReport last = new StepReport(0, 0, 0, 0, 0, 0);
    while (!training.finished() && !draining && !lease.lost()) {
      last = stepTimer.record(training::step);
      progress.report(last);
      if (System.nanoTime() - saved > settings.saveEvery().toNanos() && !training.finished()) {
        training.saveBeside();
        saved = System.nanoTime();
      }
    }
    return last;
  }

  private void finish(Claim claim, Training training, StepReport last, double millis) {
    Map<String, Double> facts = Map.of("loss", last.loss(), "millis", millis);
    jobs.finish(
        claim,
        subscribers -> {
          training.publish(facts);
          subscribers.forEach(
              subscriber ->
                  announcements.trained(
                      claim.checkpoint(), claim.recipe(), subscriber, facts, false));
        });
    announcements.flush();
    LOG.infof("Trained %s in %.0f ms", claim.checkpoint().value(), millis);
  }

  private void failed(Claim claim, Throwable reason) {
    LOG.errorf(reason, "The training of %s failed", claim.checkpoint().value());
    int attempts = TransientFailure.is(reason) ? Integer.MAX_VALUE : settings.attempts();
    try {
      jobs.fail(
          claim,
          String.valueOf(reason),
          attempts,
          subscribers -> announcements.failed(claim.checkpoint(), subscribers, reason));
      announcements.flush();
    } catch (LeaseLostException e) {
      LOG.warn(e.getMessage());
    } catch (RuntimeException e) {
      // The lease runs out by itself, and the job is claimed again.
      LOG.warnf("The failure of %s cannot be noted: %s", claim.checkpoint().value(), e);
    }
  }
}
