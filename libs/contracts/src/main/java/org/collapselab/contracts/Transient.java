package org.collapselab.contracts;

/**
 * Marks an exception whose cause passes by itself (a store or a database that is away), so that
 * whoever waits and tries again may succeed. Exceptions without the mark are final.
 */
public interface Transient {}
