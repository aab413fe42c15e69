/**
 * The life of a server process: it owns its folder while it lives, says once on standard output
 * that it is ready, and ends when it is told to, when its standard input closes or when the process
 * it serves is gone.
 */
package org.collapselab.stack.part;
