/** Looks at the machine and says what would keep the lab from running. */
package org.collapselab.local.doctor;
