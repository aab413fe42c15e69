package org.collapselab.evaluator.evaluation;

import org.collapselab.contracts.Key;

/** An iteration of a condition whose checkpoint is to be measured. */
record Wanted(String experiment, String condition, int iteration, Key checkpoint) {}
