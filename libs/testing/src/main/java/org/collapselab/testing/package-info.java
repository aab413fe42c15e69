/** One real stack for a whole test run. */
package org.collapselab.testing;
