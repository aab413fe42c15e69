package org.collapselab.scaling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The nodes with GPUs. Pods wait in line for one; a node is started for a pod that finds none free,
 * is given back when it was idle for a while, and may be taken away at any time.
 */
final class Gpus {
  /** What runs on a node. */
  interface Pod {
    /** The pod's process runs now. */
    void started();

    /** The node was taken away, and with it the process. */
    void killed();
  }

  private static final class Node {
    private final double since;
    private Pod pod;
    private long use;
    private boolean gone;

    private Node(double since) {
      this.since = since;
    }
  }

  private final Timeline timeline;
  private final Cluster cluster;
  private final RandomGenerator random;
  private final Deque<Pod> waiting = new ArrayDeque<>();
  private final Deque<Node> free = new ArrayDeque<>();
  private final Set<Node> nodes = new LinkedHashSet<>();
  private int starting;
  private double heldSeconds;
  private int evictions;

  Gpus(Timeline timeline, Cluster cluster, RandomGenerator random) {
    this.timeline = timeline;
    this.cluster = cluster;
    this.random = random;
  }

  /** Seconds for which nodes were held until now, all together. */
  double heldSeconds() {
    return heldSeconds;
  }

  int evictions() {
    return evictions;
  }

  void request(Pod pod) {
    waiting.add(pod);
    place();
  }

  /** The pod is no more, whether it waits or runs. */
  void release(Pod pod) {
    if (waiting.remove(pod)) {
      return;
    }
    for (Node node : nodes) {
      if (node.pod == pod) {
        node.pod = null;
        node.use++;
        free.addLast(node);
        long use = node.use;
        timeline.after(cluster.nodeIdle(), () -> giveBack(node, use));
        place();
        return;
      }
    }
  }

  private void place() {
    while (!waiting.isEmpty() && !free.isEmpty()) {
      // The node that was used last keeps the others idle, so that they can be given back.
      occupy(free.removeLast(), waiting.removeFirst());
    }
    while (starting < waiting.size() && nodes.size() + starting < cluster.gpus()) {
      starting++;
      timeline.after(cluster.nodeStart(), this::nodeStarted);
    }
  }

  private void nodeStarted() {
    starting--;
    Node node = new Node(timeline.now());
    nodes.add(node);
    if (cluster.evictionsPerHour() > 0) {
      double life = -Math.log(1 - random.nextDouble()) * 3600 / cluster.evictionsPerHour();
      timeline.after(life, () -> evict(node));
    }
    free.addLast(node);
    long use = node.use;
    timeline.after(cluster.nodeIdle(), () -> giveBack(node, use));
    place();
  }

  private void occupy(Node node, Pod pod) {
    node.pod = pod;
    node.use++;
    timeline.after(
        cluster.podStart(),
        () -> {
          if (node.pod == pod && !node.gone) {
            pod.started();
          }
        });
  }

  private void giveBack(Node node, long use) {
    if (!node.gone && node.pod == null && node.use == use) {
      free.remove(node);
      remove(node);
    }
  }

  private void evict(Node node) {
    if (node.gone) {
      return;
    }
    evictions++;
    free.remove(node);
    remove(node);
    Pod pod = node.pod;
    node.pod = null;
    if (pod != null) {
      pod.killed();
    }
    place();
  }

  private void remove(Node node) {
    node.gone = true;
    nodes.remove(node);
    heldSeconds += timeline.now() - node.since;
  }

  /** Counts the nodes that are still held. */
  void close() {
    for (Node node : List.copyOf(nodes)) {
      remove(node);
    }
  }
}
