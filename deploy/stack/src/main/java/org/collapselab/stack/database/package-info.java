/**
 * The PostgreSQL server: unpacked, initialised and run as a child of its process, one schema and
 * role per service.
 */
package org.collapselab.stack.database;
