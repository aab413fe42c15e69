package org.collapselab.diffusion.nn;

/**
 * The residual block of U-Net and autoencoder, diffusers' ResnetBlock2D: twice group normalisation,
 * SiLU and a convolution, added to the input.
 *
 * <p>Letters of shapes: B batch, I channels in, O channels out, H height, W width, T width of the
 * embedding of the time.
 *
 * @param <T> what a tensor is to the back end
 * @param layers its layers
 * @param groups of the normalisations
 * @param epsilon of the normalisations
 * @param in I
 * @param out O
 */
public record ResnetBlock<T>(Layers<T> layers, int groups, double epsilon, int in, int out) {

  /** x [B,I,H,W] to [B,O,H,W]. */
  public T apply(T x) {
    T h = layers.groupNormSilu("norm1", x, groups, in, epsilon);
    return end(x, layers.conv2d("conv1", h, in, out, 3));
  }

  /**
   * The same with a shift of every channel by the time between the convolutions.
   *
   * @param x [B,I,H,W]
   * @param time [B,T] or [1,T]
   * @param timeWidth T
   * @return [B,O,H,W]
   */
  public T apply(T x, T time, int timeWidth) {
    T h = layers.groupNormSilu("norm1", x, groups, in, epsilon);
    T weight = layers.weight("conv1", out, in, 3, 3);
    T bias = layers.bias("conv1", out);
    T shift = layers.linear("time_emb_proj", time, timeWidth, out);
    return end(x, layers.ops().conv2dPerChannel(h, weight, bias, 1, 1, shift));
  }

  private T end(T x, T middle) {
    T h = layers.groupNormSilu("norm2", middle, groups, out, epsilon);
    T weight = layers.weight("conv2", out, out, 3, 3);
    T bias = layers.bias("conv2", out);
    T shortcut = in == out ? x : layers.conv2d("conv_shortcut", x, in, out, 1);
    return layers.ops().conv2dAdd(h, weight, bias, 1, 1, shortcut);
  }
}
