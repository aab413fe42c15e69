/** How far an experiment has come, in words and bars. */
package org.collapselab.local.progress;
