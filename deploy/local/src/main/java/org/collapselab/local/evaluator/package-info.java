/** The evaluator's REST API as the command uses it. */
package org.collapselab.local.evaluator;
