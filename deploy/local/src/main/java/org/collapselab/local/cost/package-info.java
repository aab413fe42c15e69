/**
 * What an experiment takes, told before any of its inputs is there: how many images, steps and
 * bytes, how much computation, and what has to be fetched first.
 */
package org.collapselab.local.cost;
