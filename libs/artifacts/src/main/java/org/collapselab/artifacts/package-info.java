/** The content-addressed store: bytes named by what determines them. */
package org.collapselab.artifacts;
