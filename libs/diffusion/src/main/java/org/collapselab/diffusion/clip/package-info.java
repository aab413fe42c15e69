/**
 * The two towers of CLIP (Radford et al. 2021): captions to token states and features, images to
 * features, with the parameter names of transformers.
 */
package org.collapselab.diffusion.clip;
