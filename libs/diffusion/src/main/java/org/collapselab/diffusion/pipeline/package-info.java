/**
 * A whole text-to-image model: the folder it lies in, its networks on a device, and the pipeline
 * that makes images from prompts or from other images. A picture depends on its request and the
 * sampling alone, not on what else is made beside it.
 */
package org.collapselab.diffusion.pipeline;
