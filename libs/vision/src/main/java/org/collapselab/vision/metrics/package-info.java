/**
 * Distances between sets of images and scores of images against their captions, computed on feature
 * vectors.
 *
 * <p>A metric here knows nothing of the network its features come from; a caller that reports a
 * number names the network beside it. All sums are in double precision, every result is a function
 * of its input alone, and features that are not finite are refused.
 */
package org.collapselab.vision.metrics;
