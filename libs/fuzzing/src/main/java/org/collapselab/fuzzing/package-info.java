/**
 * Damages valid input in thousands of ways and holds its reader to one promise: it reads it or says
 * what is wrong with it, soon, and does nothing else. Cases follow from a seed and a number, so a
 * failure names the case that shows it again.
 */
package org.collapselab.fuzzing;
