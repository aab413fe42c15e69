/**
 * What the services say to each other and what the artifacts are named by.
 *
 * <p>Recipes name artifacts ({@link org.collapselab.contracts.recipe}), events carry their keys
 * ({@link org.collapselab.contracts.event}), a spec says what an experiment is made of ({@link
 * org.collapselab.contracts.spec}). All values are immutable, checked when they are made, and never
 * null.
 */
package org.collapselab.contracts;
