package org.collapselab.diffusion.unet;

import org.collapselab.diffusion.nn.Layers;

/**
 * What follows a residual block of the U-Net where it looks at the text, diffusers'
 * Transformer2DModel of one block (Rombach et al., 2022, section 3.3): the pixels attend to each
 * other, then to the text, and go through a gated layer each for itself; all of it is added to the
 * image.
 *
 * <p>Letters of shapes: B batch, C channels, H and W height and width, L tokens of the text, E
 * width of its states; P = H·W pixels.
 *
 * @param <T> what a tensor is to the back end
 * @param layers its layers
 * @param config of the U-Net
 * @param channels C
 * @param heads of the attentions
 */
record Transformer2DModel<T>(Layers<T> layers, UNetConfig config, int channels, int heads) {

  /** Fixed, whereas that of the residual blocks is configured. */
  private static final double NORM_EPSILON = 1e-6;

  private static final double LAYER_NORM_EPSILON = 1e-5;

  /**
   * One pass.
   *
   * @param image [B,C,H,W]
   * @param text [B,L,E], or [2B,L,E] if doubling
   * @param doubling whether each image is looked at with two texts, from the text on
   * @return [B,C,H,W], or [2B,C,H,W] if doubling
   */
  T apply(T image, T text, boolean doubling) {
    T h = attendPixels(projectIn(image));
    T x = image;
    if (doubling) {
      h = layers.ops().twice(h);
      x = layers.ops().twice(x);
    }
    h = feedForward(attendText(h, text));
    return layers.ops().add(x, projectOut(h, x));
  }

  /** [B,C,H,W] to tokens [B,P,C]. */
  private T projectIn(T image) {
    T h = layers.groupNorm("norm", image, config.normGroups(), channels, NORM_EPSILON);
    return config.linearProjection()
        ? layers.linear("proj_in", layers.ops().toTokens(h), channels, channels)
        : layers.ops().toTokens(layers.conv2d("proj_in", h, channels, channels, 1));
  }

  /** Tokens [B,P,C] to [B,C,H,W]. */
  private T projectOut(T h, T like) {
    return config.linearProjection()
        ? layers.ops().toImage(layers.linear("proj_out", h, channels, channels), like)
        : layers.conv2d("proj_out", layers.ops().toImage(h, like), channels, channels, 1);
  }

  private T attendPixels(T x) {
    Layers<T> block = block();
    T mixed =
        block
            .ops()
            .selfAttention(
                layerNorm("norm1", x),
                block.weight("attn1.to_q", channels, channels),
                block.weight("attn1.to_k", channels, channels),
                block.weight("attn1.to_v", channels, channels),
                heads);
    return block.linearAdd("attn1.to_out.0", mixed, channels, channels, x);
  }

  private T attendText(T x, T text) {
    Layers<T> block = block();
    int width = config.crossAttentionDim();
    T query = block.linearWithoutBias("attn2.to_q", layerNorm("norm2", x), channels, channels);
    T key = block.linearWithoutBias("attn2.to_k", text, width, channels);
    T value = block.linearWithoutBias("attn2.to_v", text, width, channels);
    T mixed = block.ops().attention(query, key, value, heads);
    return block.linearAdd("attn2.to_out.0", mixed, channels, channels, x);
  }

  private T feedForward(T x) {
    Layers<T> block = block();
    T normed = layerNorm("norm3", x);
    T weight = block.weight("ff.net.0.proj", 8L * channels, channels);
    T gated = block.ops().linearGeglu(normed, weight, block.bias("ff.net.0.proj", 8L * channels));
    return block.linearAdd("ff.net.2", gated, 4L * channels, channels, x);
  }

  private T layerNorm(String layer, T x) {
    return block().layerNorm(layer, x, channels, LAYER_NORM_EPSILON);
  }

  private Layers<T> block() {
    return layers.in("transformer_blocks.0");
  }
}
