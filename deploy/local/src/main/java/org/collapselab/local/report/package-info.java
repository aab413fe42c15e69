/**
 * The report of an experiment: a folder of metrics, curves with their intervals, images side by
 * side and the facts needed to judge and repeat them.
 */
package org.collapselab.local.report;
