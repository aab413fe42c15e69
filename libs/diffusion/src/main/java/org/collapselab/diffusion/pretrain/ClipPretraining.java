package org.collapselab.diffusion.pretrain;

import org.collapselab.diffusion.clip.EncoderConfig;

/**
 * How the two towers of CLIP are trained, together, to tell which caption belongs to which picture.
 *
 * @param text the text tower
 * @param vision the vision tower
 * @param patchSize height and width of a patch of the picture
 * @param projectionSize width of the features both towers end in
 * @param fit how long and how fast
 */
public record ClipPretraining(
    EncoderConfig text,
    EncoderConfig vision,
    int patchSize,
    int projectionSize,
    StageParameters fit) {}
