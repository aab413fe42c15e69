package org.collapselab.fuzzing;

/** What reads an input. */
@FunctionalInterface
public interface Reader {
  /**
   * Reads it.
   *
   * @throws Exception of the kind with which it refuses input
   */
  void read(byte[] input) throws Exception;
}
