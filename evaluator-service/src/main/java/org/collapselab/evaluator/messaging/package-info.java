/** Where events come in: each handler writes what the event says and does what follows from it. */
package org.collapselab.evaluator.messaging;
