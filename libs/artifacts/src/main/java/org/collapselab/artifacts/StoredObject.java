package org.collapselab.artifacts;

import org.collapselab.contracts.Key;

/**
 * What the store says of an object.
 *
 * @param size in bytes
 * @param content the SHA-256 that it was written with
 */
public record StoredObject(String name, long size, Key content) {}
