/** Metrics of any two folders of images, as a table and as JSON. */
package org.collapselab.local.metrics;
