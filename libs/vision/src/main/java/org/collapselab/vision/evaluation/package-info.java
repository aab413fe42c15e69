/**
 * Which metrics are taken of a set of generated images, what each is called given the network
 * behind it, and the value, interval and real-against-real floor that are reported of it.
 */
package org.collapselab.vision.evaluation;
