/**
 * Whether a generated image is good enough. The judge's thresholds come from the real data set:
 * they are set so that a stated share of real images would be rejected. Every synthetic image is
 * judged and the verdict announced; only a curated condition acts on it.
 */
package org.collapselab.curator.judging;
