/**
 * How long experiments take on clusters that are not here: a discrete-event model of the services.
 *
 * <p>It knows what limits them: partitions with one consumer each, lag as the scaling signal with
 * KEDA's polling and the autoscaler's pace, GPU nodes that start cold, checkpoints that have to be
 * fetched, one worker for each training, spot nodes that are taken away, and the order of
 * iterations. How long an image and a step take is put in ({@link
 * org.collapselab.scaling.ServiceTimes}). It is a model: nothing of it was held against a cluster.
 */
package org.collapselab.scaling;
