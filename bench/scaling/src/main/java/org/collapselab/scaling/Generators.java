package org.collapselab.scaling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The generators and their topic: a partition has one consumer, a consumer makes one shard at a
 * time, and a partition that moves takes its unfinished record along.
 */
final class Generators {
  private static final class Partition {
    private final Deque<Shard> records = new ArrayDeque<>();
    private Consumer owner;

    /** A record that is worked on is lag, too. */
    private boolean lags() {
      return !records.isEmpty()
          || (owner != null && owner.partition == this && owner.shard != null);
    }
  }

  private final class Consumer implements Gpus.Pod {
    private final Deque<Partition> turns = new ArrayDeque<>();
    private final Recent fetched = new Recent(cluster.fetchedCheckpoints());
    private final Recent loaded = new Recent(cluster.loadedCheckpoints());
    private boolean running;
    private Partition partition;
    private Shard shard;
    private double began;

    @Override
    public void started() {
      running = true;
      rebalance();
    }

    @Override
    public void killed() {
      boolean wasRunning = running;
      leave();
      if (wasRunning) {
        timeline.after(cluster.redelivery(), Generators.this::rebalance);
      }
      // The Deployment replaces it.
      add();
    }

    /** Its unfinished record stays where it is in the topic. */
    private void leave() {
      running = false;
      consumers.remove(this);
      if (shard != null) {
        partition.records.addFirst(shard);
        end();
      }
      for (Partition owned : partitions) {
        if (owned.owner == this) {
          owned.owner = null;
        }
      }
    }

    private void next() {
      if (!running || shard != null) {
        return;
      }
      for (int i = turns.size(); i > 0; i--) {
        Partition candidate = turns.removeFirst();
        turns.addLast(candidate);
        while (!candidate.records.isEmpty() && candidate.records.getFirst().finished()) {
          candidate.records.removeFirst();
        }
        if (!candidate.records.isEmpty()) {
          partition = candidate;
          make(candidate.records.removeFirst());
          return;
        }
      }
    }

    private void make(Shard next) {
      shard = next;
      began = timeline.now();
      int missing = store.missing(next);
      double seconds = missing * next.seconds();
      if (missing > 0) {
        String checkpoint = next.source().checkpoint();
        seconds += fetched.use(checkpoint) ? 0 : times.fetch();
        seconds += loaded.use(checkpoint) ? 0 : times.load();
      }
      timeline.after(seconds, () -> made(next, missing));
    }

    private void made(Shard made, int missing) {
      if (!running || shard != made) {
        return;
      }
      end();
      store.put(made, missing);
      if (!made.finished()) {
        unfinished--;
        made.finish();
      }
      next();
    }

    /** Works on its shard no more. */
    private void end() {
      shard = null;
      busySeconds += timeline.now() - began;
    }
  }

  private final Timeline timeline;
  private final Cluster cluster;
  private final ServiceTimes times;
  private final Gpus gpus;
  private final Store store;
  private final RandomGenerator random;
  private final List<Partition> partitions = new ArrayList<>();
  private final Set<Consumer> consumers = new LinkedHashSet<>();
  private int unfinished;
  private double busySeconds;

  Generators(
      Timeline timeline,
      Cluster cluster,
      ServiceTimes times,
      Gpus gpus,
      Store store,
      RandomGenerator random) {
    this.timeline = timeline;
    this.cluster = cluster;
    this.times = times;
    this.gpus = gpus;
    this.store = store;
    this.random = random;
    for (int i = 0; i < cluster.partitions(); i++) {
      partitions.add(new Partition());
    }
  }

  /** GPU seconds spent on images and on fetching checkpoints for them. */
  double busySeconds() {
    return busySeconds;
  }

  void request(Shard shard) {
    unfinished++;
    Partition partition = partitions.get(random.nextInt(partitions.size()));
    partition.records.addLast(shard);
    if (partition.owner != null) {
      partition.owner.next();
    }
  }

  /** Replicas for the lag: no more than partitions that lag, nor than GPUs. */
  int wanted() {
    long lagging = partitions.stream().filter(Partition::lags).count();
    int forLag = (unfinished + cluster.lagThreshold() - 1) / cluster.lagThreshold();
    return (int) Math.min(Math.min(forLag, lagging), cluster.gpus());
  }

  void scale(int replicas) {
    while (consumers.size() < replicas) {
      add();
    }
    List<Consumer> youngestFirst = new ArrayList<>(consumers);
    Collections.reverse(youngestFirst);
    // Those that do not run yet go first.
    youngestFirst.sort(Comparator.comparing(consumer -> consumer.running));
    for (Consumer consumer : youngestFirst.subList(0, Math.max(0, consumers.size() - replicas))) {
      consumer.leave();
      gpus.release(consumer);
    }
    rebalance();
  }

  private void add() {
    Consumer consumer = new Consumer();
    consumers.add(consumer);
    gpus.request(consumer);
  }

  /** Gives every partition an owner, as evenly as can be, and moves as few as can be. */
  private void rebalance() {
    List<Consumer> running = consumers.stream().filter(consumer -> consumer.running).toList();
    if (running.isEmpty()) {
      return;
    }
    running.forEach(consumer -> consumer.turns.clear());
    int least = partitions.size() / running.size();
    int more = partitions.size() % running.size();
    List<Partition> homeless = new ArrayList<>();
    for (Partition partition : partitions) {
      Consumer owner = partition.owner;
      boolean stays =
          owner != null
              && owner.running
              && owner.turns.size() < least + (more > 0 && owner.turns.size() == least ? 1 : 0);
      if (stays) {
        if (owner.turns.size() == least) {
          more--;
        }
        owner.turns.addLast(partition);
      } else {
        homeless.add(partition);
      }
    }
    for (Partition partition : homeless) {
      move(partition, running, least);
    }
    running.forEach(Consumer::next);
  }

  private static void move(Partition partition, List<Consumer> running, int least) {
    Consumer before = partition.owner;
    Consumer to =
        running.stream()
            .filter(consumer -> consumer.turns.size() < least)
            .findFirst()
            .orElseGet(
                () ->
                    running.stream()
                        .min(Comparator.comparingInt(consumer -> consumer.turns.size()))
                        .orElseThrow());
    if (before != null && before != to && before.partition == partition && before.shard != null) {
      // Not acknowledged yet, so the new owner gets it, too, while the old one goes on.
      partition.records.addFirst(before.shard);
    }
    partition.owner = to;
    to.turns.addLast(partition);
  }
}
