/** How well generated images can be told from real ones, in tables. */
package org.collapselab.local.provenance;
