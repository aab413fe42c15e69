package org.collapselab.scaling;

import java.util.Optional;

/**
 * The cluster, with the chart's settings.
 *
 * @param gpus that there are at most, one to a node
 * @param partitions of the topic of generation requests
 * @param lagThreshold shards for one generator
 * @param pollingInterval of KEDA, seconds
 * @param scaleDownAfter seconds of less need before a replica goes
 * @param podStart seconds until a pod on a running node has started its service
 * @param nodeStart seconds until a node that was not there runs
 * @param nodeIdle seconds until a node without a pod is given back
 * @param evictionsPerHour how often a node is taken away, for each hour of it
 * @param curators replicas that judge, one image at a time each
 * @param evaluators replicas that measure
 * @param evaluationsInFlight checkpoints whose images the evaluator asks for at a time
 * @param fetchedCheckpoints that a generator keeps on its node
 * @param loadedCheckpoints that it keeps on the GPU
 * @param saveEvery seconds of training between saves
 * @param redelivery seconds until a killed consumer's records go to another
 * @param fixed workers where autoscaling is off
 */
record Cluster(
    int gpus,
    int partitions,
    int lagThreshold,
    double pollingInterval,
    double scaleDownAfter,
    double podStart,
    double nodeStart,
    double nodeIdle,
    double evictionsPerHour,
    int curators,
    int evaluators,
    int evaluationsInFlight,
    int fetchedCheckpoints,
    int loadedCheckpoints,
    double saveEvery,
    double redelivery,
    Optional<Workers> fixed) {

  private static final int NO_END = 1_000_000;

  /** Workers that are always there. */
  record Workers(int generators, int trainers) {}

  /**
   * The chart's production values with this many GPUs, and as many replicas and partitions as they
   * allow. Of curators and evaluators there are as many as the values allow from the start on.
   */
  static Cluster ofGpus(int gpus) {
    return new Cluster(
        gpus,
        Math.max(12, 2 * gpus),
        4,
        10,
        600,
        25,
        240,
        600,
        0,
        12,
        12,
        64,
        24,
        2,
        300,
        10,
        Optional.empty());
  }

  /**
   * One machine with these workers, one of each other service, and nothing that has to be started.
   */
  static Cluster ofOneMachine(Workers workers) {
    return new Cluster(
        workers.generators() + workers.trainers(),
        12,
        1,
        1,
        0,
        0,
        0,
        0,
        0,
        1,
        1,
        1,
        NO_END,
        2,
        NO_END,
        0,
        Optional.of(workers));
  }

  Cluster withPartitions(int count) {
    return with(count, scaleDownAfter, evictionsPerHour, loadedCheckpoints);
  }

  Cluster withScaleDownAfter(double seconds) {
    return with(partitions, seconds, evictionsPerHour, loadedCheckpoints);
  }

  Cluster withEvictions(double perHour) {
    return with(partitions, scaleDownAfter, perHour, loadedCheckpoints);
  }

  Cluster withLoadedCheckpoints(int count) {
    return with(partitions, scaleDownAfter, evictionsPerHour, count);
  }

  private Cluster with(
      int partitions, double scaleDownAfter, double evictionsPerHour, int loadedCheckpoints) {
    return new Cluster(
        gpus,
        partitions,
        lagThreshold,
        pollingInterval,
        scaleDownAfter,
        podStart,
        nodeStart,
        nodeIdle,
        evictionsPerHour,
        curators,
        evaluators,
        evaluationsInFlight,
        fetchedCheckpoints,
        loadedCheckpoints,
        saveEvery,
        redelivery,
        fixed);
  }

  /** Nodes and pods that start at once, everything in memory, and no end of judges. */
  Cluster withoutDelays() {
    return new Cluster(
        gpus,
        partitions,
        1,
        1,
        600,
        0,
        0,
        600,
        0,
        NO_END,
        NO_END,
        evaluationsInFlight,
        NO_END,
        NO_END,
        saveEvery,
        0,
        fixed);
  }
}
