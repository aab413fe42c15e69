/**
 * The REST API: experiments are submitted, watched and cancelled, and their metrics and images
 * read. Errors are problem details (RFC 9457) that name the field they are about.
 */
package org.collapselab.evaluator.api;
