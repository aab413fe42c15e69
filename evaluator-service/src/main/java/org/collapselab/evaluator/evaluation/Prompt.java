package org.collapselab.evaluator.evaluation;

/**
 * What an evaluation image is asked to show.
 *
 * @param heldOut whether it is one of the prompts that training never sees
 */
record Prompt(String text, boolean heldOut) {}
