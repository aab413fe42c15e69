/**
 * Watching without polling. However many watch a subject, it is looked at once a second, on a
 * worker thread, and only while somebody watches: the database is the one thing that every replica
 * of the service writes to. Each watcher is told all parts of the subject at first, and from then
 * on those that have changed since it was told.
 */
package org.collapselab.evaluator.watch;
