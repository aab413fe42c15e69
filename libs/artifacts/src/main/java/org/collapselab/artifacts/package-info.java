/**
 * The content-addressed store of images, data sets, checkpoints and evaluations, on any S3
 * endpoint.
 *
 * <p>Objects are named by keys and never change, so readers need no locks and a second writer is
 * harmless. Every read is checked against a SHA-256: the name's own where the name is one, else the
 * object's metadata, for an S3 entity tag is no content hash. Errors are of two sorts: what waiting
 * cures ({@link org.collapselab.artifacts.StoreUnavailableException}) and what it does not.
 */
package org.collapselab.artifacts;
