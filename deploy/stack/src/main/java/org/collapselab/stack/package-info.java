/** The real broker, object store and database as child processes. */
package org.collapselab.stack;
