package org.collapselab.diffusion.pretrain;

import org.collapselab.diffusion.vae.VaeConfig;

/**
 * How the autoencoder is trained: absolute error of the pixels, of their differences to the next
 * pixel right and below (so that edges stay sharp), and a little of the divergence from the
 * standard normal.
 *
 * @param config its shape; the scaling factor is measured and replaced
 * @param fit how long and how fast
 * @param edgeWeight weight of the differences' error
 * @param divergenceWeight weight of the divergence, the mean over a latent's values
 */
public record VaePretraining(
    VaeConfig config, StageParameters fit, double edgeWeight, double divergenceWeight) {}
