/** How what the commands print is laid out. */
package org.collapselab.local.text;
