/** Judging a folder of images, without any service. */
package org.collapselab.local.judge;
