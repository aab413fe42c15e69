/** The curator service. */
package org.collapselab.curator;
