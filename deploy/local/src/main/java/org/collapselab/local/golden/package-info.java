/** What the check of goldens says, for people and for programs. */
package org.collapselab.local.golden;
