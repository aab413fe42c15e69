/**
 * Colours of one image brought to those of another: by histogram, channel by channel, or by mean
 * and deviation in a space where the two hardly depend on each other.
 *
 * <p>It answers the study's first control question, whether a model collapses because colours drift
 * from one generation to the next.
 */
package org.collapselab.vision.colour;
