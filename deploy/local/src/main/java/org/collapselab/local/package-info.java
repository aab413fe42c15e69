/**
 * The {@code lab} command: the whole platform on one machine. It starts the real servers and the
 * four services as processes, brings a spec's inputs into the store, submits the experiment to the
 * evaluator, shows how it goes and writes the report.
 */
package org.collapselab.local;
