/**
 * Feature vectors of images and captions: the networks that make them, the exact preprocessing each
 * network was trained with, and where vectors that were made already are kept.
 *
 * <p>A network is named by {@code name@hash}, the hash taken over all that decides its features, so
 * that numbers from different weights can never be mistaken for each other.
 */
package org.collapselab.vision.features;
