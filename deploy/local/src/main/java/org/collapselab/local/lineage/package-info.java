/**
 * Where artifacts come from, read from the recipes in the store: printed as a tree, recomputed and
 * compared, and followed to find what nothing needs.
 */
package org.collapselab.local.lineage;
