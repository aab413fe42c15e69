/** The generator service: a stateless worker that makes images. */
package org.collapselab.generator;
