package org.collapselab.trainer.jobs;

/** The iteration of a condition that waits for a checkpoint. */
public record Subscriber(String experiment, String condition, int iteration) {}
