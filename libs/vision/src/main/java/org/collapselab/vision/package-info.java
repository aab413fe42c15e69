/**
 * From images to numbers: {@code features} makes vectors of images and captions, {@code metrics}
 * compares sets of them, {@code statistics} says how sure a comparison is, and {@code judgement}
 * decides which images are fit to train on.
 */
package org.collapselab.vision;
