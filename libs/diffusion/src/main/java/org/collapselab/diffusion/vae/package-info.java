/** The variational autoencoder between images and latents, diffusers' AutoencoderKL. */
package org.collapselab.diffusion.vae;
