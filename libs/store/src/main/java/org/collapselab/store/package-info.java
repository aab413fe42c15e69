/**
 * The artifact store as a service sees it: its configuration, the one client, and whether it
 * answers.
 */
package org.collapselab.store;
