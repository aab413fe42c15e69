package org.collapselab.scaling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The trainers and their queue: one worker for each job, which goes on where it was saved. */
final class Trainers {
  private static final double LEASE = 30;

  private static final class Job {
    private final List<Runnable> subscribers = new ArrayList<>();
    private double secondsLeft;
    private boolean claimed;
    private boolean trained;

    private Job(double seconds) {
      this.secondsLeft = seconds;
    }
  }

  private final class Worker implements Gpus.Pod {
    private Job job;
    private double began;
    private boolean running;

    @Override
    public void started() {
      running = true;
      next();
    }

    @Override
    public void killed() {
      running = false;
      workers.remove(this);
      if (job != null) {
        double trained = trained();
        Job lost = end();
        // What was done since the last save is done again.
        lost.secondsLeft -= Math.min(lost.secondsLeft, trained - trained % cluster.saveEvery());
        timeline.after(LEASE, () -> free(lost));
      }
      add();
    }

    private void next() {
      if (!running || job != null) {
        return;
      }
      waiting()
          .ifPresent(
              next -> {
                next.claimed = true;
                job = next;
                began = timeline.now();
                double seconds = prepare() + next.secondsLeft + times.save();
                timeline.after(seconds, () -> finish(next));
              });
    }

    private void finish(Job finished) {
      if (job != finished) {
        return;
      }
      end();
      finished.trained = true;
      open--;
      finished.subscribers.forEach(Runnable::run);
      next();
    }

    private double prepare() {
      return times.fetch() + times.load();
    }

    /** For how long it has made steps of its job. */
    private double trained() {
      return Math.max(0, timeline.now() - began - prepare());
    }

    /** Works on its job no more. */
    private Job end() {
      Job ended = job;
      job = null;
      busySeconds += timeline.now() - began;
      return ended;
    }

    /** Saves and goes; its job is for others. */
    private void drain() {
      running = false;
      workers.remove(this);
      if (job == null) {
        gpus.release(this);
        return;
      }
      double trained = trained();
      Job released = end();
      released.secondsLeft -= Math.min(released.secondsLeft, trained);
      busySeconds += times.save();
      timeline.after(
          times.save(),
          () -> {
            gpus.release(this);
            free(released);
          });
    }
  }

  private final Timeline timeline;
  private final Cluster cluster;
  private final ServiceTimes times;
  private final Gpus gpus;
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final Set<Worker> workers = new LinkedHashSet<>();
  private int open;
  private double busySeconds;

  Trainers(Timeline timeline, Cluster cluster, ServiceTimes times, Gpus gpus) {
    this.timeline = timeline;
    this.cluster = cluster;
    this.times = times;
    this.gpus = gpus;
  }

  double busySeconds() {
    return busySeconds;
  }

  int trained() {
    return (int) jobs.values().stream().filter(job -> job.trained).count();
  }

  /** Calls back when the checkpoint is there, which may be at once. */
  void subscribe(String checkpoint, long steps, Runnable trained) {
    Job job = jobs.get(checkpoint);
    if (job != null && job.trained) {
      trained.run();
      return;
    }
    if (job == null) {
      job = new Job(steps * times.step());
      jobs.put(checkpoint, job);
      open++;
    }
    job.subscribers.add(trained);
    workers.forEach(Worker::next);
  }

  int wanted() {
    return Math.min(open, cluster.gpus());
  }

  void scale(int replicas) {
    while (workers.size() < replicas) {
      add();
    }
    List<Worker> oldestFirst = new ArrayList<>(workers);
    for (int i = oldestFirst.size() - 1; i >= 0 && workers.size() > replicas; i--) {
      oldestFirst.get(i).drain();
    }
  }

  private void add() {
    Worker worker = new Worker();
    workers.add(worker);
    gpus.request(worker);
  }

  private void free(Job job) {
    job.claimed = false;
    workers.forEach(Worker::next);
  }

  private Optional<Job> waiting() {
    return jobs.values().stream().filter(job -> !job.claimed && !job.trained).findFirst();
  }
}
