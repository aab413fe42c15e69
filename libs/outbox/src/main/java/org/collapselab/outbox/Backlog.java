package org.collapselab.outbox;

/**
 * Events that wait for the broker.
 *
 * @param events how many
 * @param first the number of the one that has waited longest
 */
record Backlog(long events, long first) {}
