/** Arithmetic on the pixels of one image that several measures and marks share. */
package org.collapselab.vision.pixels;
