package org.collapselab.vision.statistics;

/**
 * A measured value with its interval.
 *
 * @param n the number of items it was measured on
 */
public record Estimate(double value, Interval interval, int n) {}
