/** The generator service. */
package org.collapselab.generator;
