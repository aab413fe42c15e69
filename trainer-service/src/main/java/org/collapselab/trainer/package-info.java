/** The trainer service. */
package org.collapselab.trainer;
