/**
 * How sure a measured number is: intervals by resampling, differences of two conditions on common
 * resamples, and the value that real images score against real images.
 *
 * <p>A metric offers itself as a {@link org.collapselab.vision.statistics.Statistic}, a function of
 * how often each image counts, and names the resampling that is valid for it. Every draw is a
 * function of the seed, so equal input gives equal intervals on any machine.
 */
package org.collapselab.vision.statistics;
