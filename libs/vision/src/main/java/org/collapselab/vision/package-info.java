/** Features, metrics and judgement of images. */
package org.collapselab.vision;
