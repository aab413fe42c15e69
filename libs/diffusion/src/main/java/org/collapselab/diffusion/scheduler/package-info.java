/**
 * The noise schedule of a diffusion model and the schedulers that walk it backwards. A scheduler's
 * settings come from diffusers' {@code scheduler_config.json}; coefficients are computed in double
 * precision and applied to the engine's tensors.
 */
package org.collapselab.diffusion.scheduler;
