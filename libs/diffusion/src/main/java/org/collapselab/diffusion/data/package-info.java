/**
 * Pictures and their captions as they lie on disk: RGB images, PNG with text chunks, the Hugging
 * Face ImageFolder layout. Files are untrusted: sizes are checked before pixels are decoded, paths
 * stay inside their folder, and an error names the file.
 */
package org.collapselab.diffusion.data;
