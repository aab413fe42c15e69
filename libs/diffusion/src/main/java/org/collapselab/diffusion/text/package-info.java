/**
 * Captions to token ids: CLIP's byte-pair tokenizer (lower-cased, byte-level, {@code </w>} at the
 * end of a word) read from and written to the tokenizer folder of a diffusers model, and the
 * training of a small vocabulary from captions.
 */
package org.collapselab.diffusion.text;
