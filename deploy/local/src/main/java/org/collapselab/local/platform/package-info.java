/**
 * The processes of a platform on this machine and the folder they keep their data in. At most one
 * platform runs on a folder; what an earlier one left behind is cleared away before the next
 * starts.
 */
package org.collapselab.local.platform;
