/**
 * One real broker, store and database for all tests of a build: the first module that needs them
 * starts them, later ones find them, and they end with the Maven process. Every test class gets a
 * bucket and a schema of its own.
 */
package org.collapselab.testing;
