/**
 * Makes the images of a shard: those the store lacks are rendered in batches with the shard's
 * checkpoint and stored under their recipe's key; the others are only announced again.
 */
package org.collapselab.generator.generation;
