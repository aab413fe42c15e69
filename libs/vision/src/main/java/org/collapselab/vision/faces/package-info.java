/**
 * Whether there is a face in an image: a small published network, run in plain Java, with weights
 * from files that the user has.
 */
package org.collapselab.vision.faces;
