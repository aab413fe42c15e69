/** Reference numbers of the Python libraries and the formula their weights and inputs come from. */
package org.collapselab.diffusion.golden;
