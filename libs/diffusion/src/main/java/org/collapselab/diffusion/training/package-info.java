/**
 * Training: AdamW, gradient clipping and averaged weights over lists of arrays, and the fine-tuning
 * of the U-Net. Every random draw is a function of the seed and the step, so a run that is saved,
 * killed and resumed gives the bytes of one that was never interrupted.
 */
package org.collapselab.diffusion.training;
