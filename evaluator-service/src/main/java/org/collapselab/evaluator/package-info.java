/** The evaluator service. */
package org.collapselab.evaluator;
