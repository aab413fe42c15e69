/**
 * The measurement of checkpoints. An evaluation is named by the checkpoint, the images it makes for
 * fixed prompts and noise, the reference and the parameters; every iteration of every condition
 * that arrives at the same evaluation subscribes to the one row. Images are asked for once,
 * features and metrics are computed once all are there, and each subscriber is told.
 *
 * <p>What the metrics compare: the Fréchet distance of the images of training prompts to the real
 * data set, less a hold-out of real images; the hold-out's own distance to the same reference, at
 * the same number of images, is the floor. The alignment of images with their prompts has the
 * alignment of real images with their captions as its floor.
 */
package org.collapselab.evaluator.evaluation;
