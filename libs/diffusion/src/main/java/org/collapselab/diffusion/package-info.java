/** Latent diffusion on DJL. */
package org.collapselab.diffusion;
