/**
 * The published feature networks that are not CLIP, described over {@link
 * org.collapselab.diffusion.nn.Ops} with the parameter names of their checkpoints, so that a
 * checkpoint is held to be exactly that network before a number is computed with it.
 */
package org.collapselab.vision.networks;
