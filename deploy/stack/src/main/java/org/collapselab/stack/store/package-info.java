/** The S3 store: S3Proxy over plain files, with real request signatures. */
package org.collapselab.stack.store;
