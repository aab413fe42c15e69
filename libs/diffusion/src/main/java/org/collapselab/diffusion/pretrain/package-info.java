/**
 * Making a base model from nothing: a data set small enough to commit, and the training of
 * tokenizer, VAE, CLIP and U-Net on any ImageFolder, written in the diffusers layout.
 */
package org.collapselab.diffusion.pretrain;
