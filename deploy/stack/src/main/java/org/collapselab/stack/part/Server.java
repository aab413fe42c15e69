package org.collapselab.stack.part;

/** A server that runs until it is closed or fails. */
public interface Server extends AutoCloseable {

  /** Returns when the server no longer serves. */
  void awaitEnd() throws InterruptedException;

  /** Ends the server cleanly; waits for the end. */
  @Override
  void close();
}
