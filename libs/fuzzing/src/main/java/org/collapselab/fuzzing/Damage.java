package org.collapselab.fuzzing;

import java.util.List;
import java.util.random.RandomGenerator;

/** A way to damage input. */
@FunctionalInterface
public interface Damage {
  /**
   * Damages an input.
   *
   * @param corpus all valid inputs, of which this one was taken; not to be changed
   * @param input not to be changed
   */
  byte[] apply(byte[] input, List<byte[]> corpus, RandomGenerator random);

  /** One of several ways, each as likely as the others. */
  static Damage any(Damage... ways) {
    return (input, corpus, random) ->
        ways[random.nextInt(ways.length)].apply(input, corpus, random);
  }

  /** This way once or a few times: small damage is the more likely. */
  default Damage repeated() {
    return (input, corpus, random) -> {
      byte[] damaged = apply(input, corpus, random);
      while (random.nextInt(3) == 0) {
        damaged = apply(damaged, corpus, random);
      }
      return damaged;
    };
  }
}
