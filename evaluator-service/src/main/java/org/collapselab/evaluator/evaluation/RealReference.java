package org.collapselab.evaluator.evaluation;

import org.collapselab.contracts.event.Floor;
import org.collapselab.vision.metrics.Gaussian;

/**
 * What generated images are compared to.
 *
 * @param rest the features of the real images, less as many as are set aside for the floor
 * @param distanceFloor the distance of real images to such a rest
 * @param alignmentFloor the alignment of real images with their own captions
 */
record RealReference(Gaussian rest, Floor distanceFloor, Floor alignmentFloor) {}
