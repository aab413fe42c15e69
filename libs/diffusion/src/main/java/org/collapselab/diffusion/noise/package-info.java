/**
 * Random numbers as functions, not as state: every draw is named by a {@link
 * org.collapselab.diffusion.noise.NoiseKey} and a position, so that any process on any machine
 * draws the same noise for the same picture or training step, in any order and any batch.
 */
package org.collapselab.diffusion.noise;
