/**
 * Which slots of a data set are synthetic, and which images have to be made for them. The layout of
 * the slots is a pure function of the experiment's seed, so every condition and iteration fills the
 * same slots, and the synthetic slots of a smaller fraction are among those of a larger one.
 */
package org.collapselab.curator.planning;
