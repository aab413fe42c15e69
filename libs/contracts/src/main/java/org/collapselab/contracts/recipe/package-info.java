/**
 * Recipes: everything that determines an artifact, in one immutable record.
 *
 * <p>The key of a recipe is the SHA-256 of its canonical JSON and names the artifact, so equal work
 * has equal names wherever and whenever it is done, and a recipe's tree is its artifact's lineage.
 */
package org.collapselab.contracts.recipe;
