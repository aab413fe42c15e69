package org.collapselab.scaling;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.collapselab.contracts.spec.ExperimentSpec;

/** The services on a cluster, in simulated time. */
final class Platform {
  private static final double MOST_SECONDS = 50 * 365.0 * 24 * 3600;

  private final Timeline timeline = new Timeline();
  private final Store store = new Store();
  private final ServiceTimes times;
  private final Gpus gpus;
  private final Generators generators;
  private final Trainers trainers;
  private final Pool curators;
  private final Pool evaluators;
  private final Admissions evaluations;
  private final Map<String, String> shortNames = new HashMap<>();
  private int running;

  private Platform(Cluster cluster, ServiceTimes times, long seed) {
    this.times = times;
    SplittableRandom random = new SplittableRandom(seed);
    gpus = new Gpus(timeline, cluster, random.split());
    generators = new Generators(timeline, cluster, times, gpus, store, random.split());
    trainers = new Trainers(timeline, cluster, times, gpus);
    curators = new Pool(timeline, cluster.curators());
    evaluators = new Pool(timeline, cluster.evaluators());
    evaluations = new Admissions(cluster.evaluationsInFlight());
    cluster.fixed().ifPresentOrElse(this::keep, () -> autoscale(cluster));
  }

  private void keep(Cluster.Workers workers) {
    generators.scale(workers.generators());
    trainers.scale(workers.trainers());
  }

  private void autoscale(Cluster cluster) {
    new Autoscaler(timeline, cluster, generators::wanted, generators::scale).start();
    new Autoscaler(timeline, cluster, trainers::wanted, trainers::scale).start();
  }

  /**
   * Runs experiments that are submitted together to their end.
   *
   * @param repeats of the spec, each on a seed of its own
   * @param seed of what is random: partitions of shards, and evictions
   */
  static Outcome run(
      ExperimentSpec spec, int repeats, Cluster cluster, ServiceTimes times, long seed) {
    var platform = new Platform(cluster, times, seed);
    platform.running = repeats;
    for (int i = 0; i < repeats; i++) {
      new Experiment("seed " + i, spec, platform, () -> platform.running--).submit();
    }
    platform.timeline.run(() -> platform.running == 0, MOST_SECONDS);
    platform.gpus.close();
    return new Outcome(
        platform.timeline.now(),
        platform.gpus.heldSeconds() / 3600,
        (platform.generators.busySeconds() + platform.trainers.busySeconds()) / 3600,
        platform.store.made(),
        platform.store.madeTwice(),
        platform.trainers.trained(),
        platform.gpus.evictions());
  }

  /** A short name for what a checkpoint is made from, which doubles with each iteration. */
  String shortName(String checkpoint) {
    return shortNames.computeIfAbsent(checkpoint, it -> "c" + shortNames.size());
  }

  ServiceTimes times() {
    return times;
  }

  Generators generators() {
    return generators;
  }

  Trainers trainers() {
    return trainers;
  }

  Pool curators() {
    return curators;
  }

  Admissions evaluations() {
    return evaluations;
  }

  Pool evaluators() {
    return evaluators;
  }
}
