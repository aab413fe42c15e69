package org.collapselab.diffusion.pipeline;

/**
 * How images are sampled.
 *
 * @param scheduler one of {@link org.collapselab.diffusion.scheduler.Scheduler#NAMES}
 * @param steps steps of the whole plan; image-to-image takes the last of them
 * @param guidance scale of classifier-free guidance (Ho and Salimans, 2022); up to 1 there is none
 * @param width width of the images in pixels
 * @param height height of the images in pixels
 */
public record Sampling(String scheduler, int steps, double guidance, int width, int height) {}
