package org.collapselab.scaling;

/**
 * A request for some of the images of a source.
 *
 * <p>The synthetic slots of a smaller share are among those of a larger one, so slots are numbered
 * in the order in which shares take them.
 */
final class Shard {
  /** Images of one checkpoint that differ in their slot only. */
  record Source(String checkpoint, String purpose) {}

  private final Source source;
  private final int from;
  private final int to;
  private final double seconds;
  private final Runnable done;
  private boolean finished;

  /**
   * A shard.
   *
   * @param seconds that making one of its images takes
   * @param done called once, when all of them are there
   */
  Shard(Source source, int from, int to, double seconds, Runnable done) {
    this.source = source;
    this.from = from;
    this.to = to;
    this.seconds = seconds;
    this.done = done;
  }

  Source source() {
    return source;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  double seconds() {
    return seconds;
  }

  boolean finished() {
    return finished;
  }

  /** All images are in the store and announced; whoever hears of it a second time knows it. */
  void finish() {
    if (!finished) {
      finished = true;
      done.run();
    }
  }
}
