package org.collapselab.trainer.jobs;

import org.collapselab.contracts.Key;

/**
 * The worker's lease ran out and another may have taken the job: what this worker made is not to be
 * published.
 */
public class LeaseLostException extends RuntimeException {

  private static final long serialVersionUID = 1;

  LeaseLostException(Key checkpoint, long fence) {
    super("checkpoint " + checkpoint.value() + ": the lease with fence " + fence + " was lost");
  }
}
