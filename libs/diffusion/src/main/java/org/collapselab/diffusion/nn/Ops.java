package org.collapselab.diffusion.nn;

import java.util.List;

/**
 * The operations a network is described with. A network is written once over this interface and run
 * by whichever back end stands behind it: eager tensors for training, generated TorchScript for
 * inference, or shapes alone to list the parameters.
 *
 * <p>Letters of shapes: B batch, C channels, H height, W width, L tokens, E embedding.
 *
 * @param <T> what a tensor is to the back end
 */
public interface Ops<T> {

  /**
   * The parameter of this name in the state dict.
   *
   * @param name the name diffusers or transformers gives it, such as {@code conv_in.weight}
   * @param shape its shape, checked against the loaded weights
   */
  T parameter(String name, long... shape);

  /** A part of a network: one output of some inputs, and of parameters. */
  @FunctionalInterface
  interface Segment<T> {
    T of(List<T> inputs);
  }

  /**
   * A segment of a network. A back end may forget what it computes inside, and compute it again in
   * the backward pass, so all that flows into it must be in the inputs.
   */
  default T segment(List<T> inputs, Segment<T> segment) {
    return segment.of(inputs);
  }

  /** Two-dimensional convolution with bias; x [B,C,H,W], weight [O,C,k,k], bias [O]. */
  T conv2d(T x, T weight, T bias, int stride, int padding);

  /** Two-dimensional convolution without bias; x [B,C,H,W], weight [O,C,k,k]. */
  T conv2d(T x, T weight, int stride, int padding);

  /**
   * Two-dimensional convolution without bias by a kernel of any height and width; x [B,C,H,W],
   * weight [O,C,h,w].
   */
  T conv2d(T x, T weight, int stride, int paddingHeight, int paddingWidth);

  /**
   * Batch normalisation (Ioffe and Szegedy, 2015) of x [B,C,H,W] by moments that were learnt; mean,
   * variance, weight, bias [C].
   */
  T batchNorm(T x, T mean, T variance, T weight, T bias, double epsilon);

  /** x·weightᵀ + bias over the last axis; x [...,I], weight [O,I], bias [O]. */
  T linear(T x, T weight, T bias);

  /** x·weightᵀ over the last axis; x [...,I], weight [O,I]. */
  T linear(T x, T weight);

  /** Group normalisation (Wu and He, 2018) over x [B,C,H,W] or [B,C,L]; weight, bias [C]. */
  T groupNorm(T x, int groups, T weight, T bias, double epsilon);

  /** {@link #groupNorm} and then {@link #silu}, the pair every residual block is made of. */
  default T groupNormSilu(T x, int groups, T weight, T bias, double epsilon) {
    return silu(groupNorm(x, groups, weight, bias, epsilon));
  }

  /** {@link #conv2d} and then the sum with another image of the result's shape. */
  default T conv2dAdd(T x, T weight, T bias, int stride, int padding, T other) {
    return add(conv2d(x, weight, bias, stride, padding), other);
  }

  /** {@link #conv2d} and then {@link #addPerChannel}. */
  default T conv2dPerChannel(T x, T weight, T bias, int stride, int padding, T e) {
    return addPerChannel(conv2d(x, weight, bias, stride, padding), e);
  }

  /** {@link #linear} and then the sum with other tokens of the result's shape. */
  default T linearAdd(T x, T weight, T bias, T other) {
    return add(linear(x, weight, bias), other);
  }

  /** {@link #linear} and then {@link #geglu}; weight [2O,I], bias [2O], result [...,O]. */
  default T linearGeglu(T x, T weight, T bias) {
    return geglu(linear(x, weight, bias));
  }

  /**
   * {@link #attention} of tokens among themselves.
   *
   * @param x [B,L,E]
   * @param toQuery weight of the linear layer that makes the queries, [E,E]; likewise the others
   */
  default T selfAttention(T x, T toQuery, T toKey, T toValue, int heads) {
    return attention(linear(x, toQuery), linear(x, toKey), linear(x, toValue), heads);
  }

  /** Layer normalisation over the last axis; weight, bias [E]. */
  T layerNorm(T x, T weight, T bias, double epsilon);

  /**
   * Multi-head scaled dot-product attention; query [B,L,E], key and value [B,M,E], result [B,L,E];
   * heads split E evenly.
   */
  T attention(T query, T key, T value, int heads);

  /** As {@link #attention} with each token seeing itself and those before it; L = M. */
  T causalAttention(T query, T key, T value, int heads);

  /** The larger of x and 0. */
  T relu(T x);

  /** x·sigmoid(x). */
  T silu(T x);

  /** Gaussian error linear unit, the exact form with erf. */
  T gelu(T x);

  /** x·sigmoid(1.702·x), the approximation OpenAI's CLIP was trained with. */
  T quickGelu(T x);

  /** Gated GELU: the last axis is halved into (a, g), the result is a·gelu(g). */
  T geglu(T x);

  /** The maximum of each window of {@code size} x {@code size}; x [B,C,H,W]. */
  T maxPool(T x, int size, int stride, int padding);

  /**
   * The mean of each window of {@code size} x {@code size} over the pixels that are not padding; x
   * [B,C,H,W].
   */
  T averagePool(T x, int size, int stride, int padding);

  /** The mean over all pixels; [B,C,H,W] to [B,C]. */
  T meanPixel(T x);

  /** Product, shapes broadcast. */
  T multiply(T a, T b);

  /** Sum, shapes broadcast; laid out in memory as a. */
  T add(T a, T b);

  /** Each value, or the nearer bound where it lies outside. */
  T clamp(T x, double low, double high);

  /** x [B,C,H,W] plus e [B,C] or [1,C] at every position. */
  T addPerChannel(T x, T e);

  /** Product with a constant. */
  T scale(T x, double factor);

  /** The rows of x, and then the same rows again; [B,...] to [2B,...]. */
  T twice(T x);

  /** Joins a and b along the channel axis 1. */
  T concatChannels(T a, T b);

  /** Part {@code index} of {@code parts} equal parts of the given axis. */
  T chunk(T x, int parts, int axis, int index);

  /** Each pixel doubled in both directions; [B,C,H,W] to [B,C,2H,2W]. */
  T upsampleNearest2x(T x);

  /**
   * One row of zeros below and one column of zeros at the right: the VAE's asymmetric padding
   * before stride 2.
   */
  T padBottomRight(T x);

  /** [B,C,H,W] to [B,H·W,C]. */
  T toTokens(T x);

  /** tokens [B,H·W,C] back to the shape of like [B,C,H,W]. */
  T toImage(T tokens, T like);

  /** Rows of table [V,E] for ids [B,L] (64-bit integers); result [B,L,E]. */
  T embedding(T table, T ids);

  /** The first rows of table [V,E] as [1,L,E], L being that of like [B,L,E] plus {@code extra}. */
  T leadingRows(T table, T like, int extra);

  /**
   * Positions [1,1+G·G,E] of a class token and a grid of G x G patches, with the grid resampled to
   * N x N; result [1,1+N·N,E]. Bicubic as PyTorch's, a = -0.75 and no antialiasing.
   *
   * @param from G
   * @param to N
   * @param scale how many of the new steps make one of the old; N/G up to a small offset
   */
  T resizePositions(T positions, int from, int to, double scale);

  /** Puts token [E] before the tokens [B,L,E]; result [B,L+1,E]. */
  T prependToken(T token, T tokens);

  /** tokens [B,L,E] at index [B] (64-bit integers); result [B,E]. */
  T tokenAt(T tokens, T index);

  /** tokens [B,L,E] at a fixed position; result [B,E]. */
  T tokenAt(T tokens, int position);

  /** x divided by its Euclidean norm over the last axis. */
  T l2Normalize(T x);
}
