package org.collapselab.evaluator.readmodel;

/** An iteration of a condition; 0 is the base checkpoint. */
public record IterationName(String condition, int iteration) {}
