package org.collapselab.diffusion.data;

/** What to do with an image that cannot be decoded. */
public enum OnCorrupt {
  /** Stop with an error that names the file. */
  REFUSE,
  /** Leave the image out and report its name. */
  SKIP
}
