/**
 * Whether a generated image is fit to train on: decodable, not blank, as sharp as real images,
 * coloured like them, like them in the features of a network, and what its caption says.
 *
 * <p>Nothing here has a threshold of its own. All are set together from real images, so that the
 * whole judgement rejects a stated fraction of images that are real.
 */
package org.collapselab.vision.judgement;
