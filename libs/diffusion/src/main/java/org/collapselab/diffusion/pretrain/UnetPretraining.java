package org.collapselab.diffusion.pretrain;

import org.collapselab.diffusion.scheduler.PredictionType;
import org.collapselab.diffusion.unet.UNetConfig;

/**
 * How the U-Net is trained.
 *
 * @param config its shape
 * @param predictionType what it learns to answer
 * @param fit how long and how fast
 * @param emaDecay decay of the moving average of the weights, which becomes the model; 0 for none
 * @param captionDropout how often the caption is left empty, for guidance without a classifier
 */
public record UnetPretraining(
    UNetConfig config,
    PredictionType predictionType,
    StageParameters fit,
    double emaDecay,
    double captionDropout) {}
