package org.collapselab.diffusion.pretrain;

import java.util.List;
import org.collapselab.diffusion.clip.Activation;
import org.collapselab.diffusion.clip.EncoderConfig;
import org.collapselab.diffusion.scheduler.PredictionType;
import org.collapselab.diffusion.unet.UNetConfig;
import org.collapselab.diffusion.vae.VaeConfig;

/**
 * Everything that determines a base model beside its data.
 *
 * @param seed of initial values, order and noise
 * @param imageSize height and width of the pictures
 * @param vocabularySize the most tokens to learn
 * @param captionLength how many tokens a caption becomes
 */
public record PretrainingParameters(
    long seed,
    int imageSize,
    int vocabularySize,
    int captionLength,
    VaePretraining vae,
    ClipPretraining clip,
    UnetPretraining unet) {

  private static final int LATENT_CHANNELS = 4;

  /**
   * A model small enough for two cores and a repository: 64×64 pictures, latents a quarter of that
   * in each direction, about five million weights in all.
   */
  public static PretrainingParameters small(long seed) {
    int imageSize = 64;
    int width = 128;
    EncoderConfig tower = EncoderConfig.of(width, 3, 4, Activation.QUICK_GELU);
    return new PretrainingParameters(
        seed,
        imageSize,
        1024,
        32,
        new VaePretraining(
            VaeConfig.rgb(List.of(16, 32, 64), 1, 8, LATENT_CHANNELS, imageSize, 1),
            new StageParameters(2000, 8, 1e-3, 100, 1e-2),
            1,
            5e-4),
        new ClipPretraining(tower, tower, 8, width, new StageParameters(400, 64, 1e-3, 40, 1e-2)),
        new UnetPretraining(
            new UNetConfig(
                LATENT_CHANNELS,
                LATENT_CHANNELS,
                List.of(48, 80, 112),
                List.of(true, true, false),
                List.of(4, 4, 4),
                1,
                width,
                true,
                16,
                1e-5,
                true,
                0),
            PredictionType.V_PREDICTION,
            new StageParameters(6000, 16, 1e-3, 200, 1e-2),
            0.999,
            0.1));
  }

  /** The same with these numbers of steps. */
  public PretrainingParameters withSteps(int ofVae, int ofClip, int ofUnet) {
    return new PretrainingParameters(
        seed,
        imageSize,
        vocabularySize,
        captionLength,
        new VaePretraining(
            vae.config(), vae.fit().withSteps(ofVae), vae.edgeWeight(), vae.divergenceWeight()),
        new ClipPretraining(
            clip.text(),
            clip.vision(),
            clip.patchSize(),
            clip.projectionSize(),
            clip.fit().withSteps(ofClip)),
        new UnetPretraining(
            unet.config(),
            unet.predictionType(),
            unet.fit().withSteps(ofUnet),
            unet.emaDecay(),
            unet.captionDropout()));
  }
}
