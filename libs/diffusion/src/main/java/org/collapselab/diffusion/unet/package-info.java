/**
 * The denoising U-Net conditioned on text (Rombach et al., "High-Resolution Image Synthesis with
 * Latent Diffusion Models", 2022) with diffusers' configuration and parameter names, so that its
 * weights can be exchanged with diffusers unchanged.
 */
package org.collapselab.diffusion.unet;
