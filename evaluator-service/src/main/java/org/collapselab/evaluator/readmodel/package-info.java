/**
 * What is known of every experiment, kept up from the events. An event only ever fills in what it
 * says, so events that arrive twice or out of order leave the same rows.
 */
package org.collapselab.evaluator.readmodel;
