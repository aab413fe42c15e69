package org.collapselab.diffusion.unet;

/**
 * Sinusoidal embedding of timesteps ("Attention Is All You Need", section 3.5), computed in 32-bit
 * floats step by step as diffusers does, because published weights were trained with its rounding.
 */
final class TimestepEmbedding {

  private static final double MAX_PERIOD = 10_000;

  private TimestepEmbedding() {}

  /**
   * The embedding of each timestep.
   *
   * @return row-major [timesteps, channels]
   */
  static float[] of(UNetConfig config, double... timesteps) {
    int channels = config.timestepChannels();
    int half = channels / 2;
    float[] embedding = new float[timesteps.length * channels];
    int sines = config.flipSinToCos() ? half : 0;
    int cosines = config.flipSinToCos() ? 0 : half;
    for (int i = 0; i < half; i++) {
      float exponent = (float) -Math.log(MAX_PERIOD) * i / (float) (half - config.freqShift());
      float frequency = (float) Math.exp(exponent);
      for (int row = 0; row < timesteps.length; row++) {
        float angle = (float) timesteps[row] * frequency;
        embedding[row * channels + sines + i] = (float) Math.sin(angle);
        embedding[row * channels + cosines + i] = (float) Math.cos(angle);
      }
    }
    return embedding;
  }
}
