package org.collapselab.scaling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/**
 * KEDA and the Horizontal Pod Autoscaler: looks at intervals, lets the first pod come at once, then
 * at most doubles or adds four every 30 seconds, and lets pods go by half a minute when fewer were
 * enough for a while.
 */
final class Autoscaler {
  private static final double UP_PERIOD = 30;
  private static final int UP_PODS = 4;
  private static final double DOWN_PERIOD = 60;

  private record Wish(double time, int replicas) {}

  private final Timeline timeline;
  private final Cluster cluster;
  private final IntSupplier wanted;
  private final IntConsumer scale;
  private final Deque<Wish> wishes = new ArrayDeque<>();
  private int replicas;
  private double lastUp = Double.NEGATIVE_INFINITY;
  private double lastDown = Double.NEGATIVE_INFINITY;

  /**
   * An autoscaler.
   *
   * @param wanted how many replicas there is work for
   * @param scale told how many there are to be
   */
  Autoscaler(Timeline timeline, Cluster cluster, IntSupplier wanted, IntConsumer scale) {
    this.timeline = timeline;
    this.cluster = cluster;
    this.wanted = wanted;
    this.scale = scale;
  }

  void start() {
    look();
  }

  private void look() {
    int now = wanted.getAsInt();
    // Older wishes for fewer replicas can no more be the most of the window.
    while (!wishes.isEmpty() && wishes.getLast().replicas() <= now) {
      wishes.removeLast();
    }
    wishes.addLast(new Wish(timeline.now(), now));
    while (timeline.now() - wishes.getFirst().time() > cluster.scaleDownAfter()) {
      wishes.removeFirst();
    }
    int most = wishes.getFirst().replicas();
    if (now > replicas) {
      up(now);
    } else if (most < replicas) {
      down(most);
    }
    timeline.after(cluster.pollingInterval(), this::look);
  }

  private void up(int target) {
    if (replicas == 0) {
      set(1);
      lastUp = timeline.now();
    } else if (timeline.now() - lastUp >= UP_PERIOD) {
      set(Math.min(target, Math.max(2 * replicas, replicas + UP_PODS)));
      lastUp = timeline.now();
    }
  }

  private void down(int target) {
    if (timeline.now() - lastDown >= DOWN_PERIOD) {
      set(Math.max(target, replicas / 2));
      lastDown = timeline.now();
    }
  }

  private void set(int count) {
    replicas = count;
    scale.accept(count);
  }
}
