package org.collapselab.diffusion.nn;

import java.util.function.UnaryOperator;

/**
 * The layers of a network or of a module inside it: operations that find their parameters by the
 * layer's name, {@code NAME.weight} and {@code NAME.bias}.
 *
 * <p>Letters of shapes: B batch, C channels, H height, W width, I and O what a layer takes and
 * gives.
 *
 * @param <T> what a tensor is to the back end
 * @param ops the back end
 * @param naming the name in the state dict of what has this name in the module
 */
public record Layers<T>(Ops<T> ops, UnaryOperator<String> naming) {

  /** The layers of a network, named as in the state dict. */
  public static <T> Layers<T> of(Ops<T> ops) {
    return new Layers<>(ops, UnaryOperator.identity());
  }

  /** The layers of a module of these. */
  public Layers<T> in(String module) {
    return new Layers<>(ops, name -> naming.apply(module + '.' + name));
  }

  /** A parameter of this name and shape. */
  public T parameter(String name, long... shape) {
    return ops.parameter(naming.apply(name), shape);
  }

  /** The weight of a layer. */
  public T weight(String layer, long... shape) {
    return parameter(layer + ".weight", shape);
  }

  /** The bias of a layer. */
  public T bias(String layer, long width) {
    return parameter(layer + ".bias", width);
  }

  /** A linear layer over the last axis; x [...,I] to [...,O]. */
  public T linear(String layer, T x, long in, long out) {
    return ops.linear(x, weight(layer, out, in), bias(layer, out));
  }

  /** A linear layer without bias; x [...,I] to [...,O]. */
  public T linearWithoutBias(String layer, T x, long in, long out) {
    return ops.linear(x, weight(layer, out, in));
  }

  /** A linear layer and then the sum with another [...,O]. */
  public T linearAdd(String layer, T x, long in, long out, T other) {
    return ops.linearAdd(x, weight(layer, out, in), bias(layer, out), other);
  }

  /** A convolution with an odd kernel that keeps the size; x [B,I,H,W] to [B,O,H,W]. */
  public T conv2d(String layer, T x, long in, long out, int kernel) {
    return conv2d(layer, x, in, out, kernel, 1, kernel / 2);
  }

  /** A convolution; x [B,I,H,W]. */
  public T conv2d(String layer, T x, long in, long out, int kernel, int stride, int padding) {
    T weight = weight(layer, out, in, kernel, kernel);
    return ops.conv2d(x, weight, bias(layer, out), stride, padding);
  }

  /** Layer normalisation over the last axis; x [...,width]. */
  public T layerNorm(String layer, T x, long width, double epsilon) {
    return ops.layerNorm(x, weight(layer, width), bias(layer, width), epsilon);
  }

  /** Group normalisation; x [B,C,H,W] or [B,C,L]. */
  public T groupNorm(String layer, T x, int groups, long channels, double epsilon) {
    return ops.groupNorm(x, groups, weight(layer, channels), bias(layer, channels), epsilon);
  }

  /** Group normalisation and then {@link Ops#silu}. */
  public T groupNormSilu(String layer, T x, int groups, long channels, double epsilon) {
    return ops.groupNormSilu(x, groups, weight(layer, channels), bias(layer, channels), epsilon);
  }
}
