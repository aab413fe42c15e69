package org.collapselab.diffusion.pipeline;

import org.collapselab.diffusion.data.RgbImage;

/**
 * Where image-to-image starts.
 *
 * @param image an image of the size that is sampled
 * @param strength the part of the plan that is taken, above 0 to 1: 1 forgets the image
 */
public record Start(RgbImage image, double strength) {}
