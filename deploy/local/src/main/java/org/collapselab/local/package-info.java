/** The lab command. */
package org.collapselab.local;
