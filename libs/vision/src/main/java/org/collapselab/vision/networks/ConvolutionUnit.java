package org.collapselab.vision.networks;

import org.collapselab.diffusion.nn.Ops;

/**
 * Convolution, batch normalisation and ReLU, the unit that Inception is made of; torchvision's
 * BasicConv2d.
 *
 * @param <T> what a tensor is to the back end
 * @param ops the back end
 * @param block the name that the units' parameters begin with, or empty
 */
record ConvolutionUnit<T>(Ops<T> ops, String block) {

  /** TensorFlow's, which the weights were trained with; PyTorch's default is another. */
  private static final double EPSILON = 0.001;

  /** A square kernel that keeps the size of the image. */
  T apply(String name, T x, int in, int out, int kernel) {
    return apply(name, x, in, out, kernel, 1, kernel / 2);
  }

  /** A square kernel; x [B,in,H,W]. */
  T apply(String name, T x, int in, int out, int kernel, int stride, int padding) {
    T weight = ops.parameter(block + name + ".conv.weight", out, in, kernel, kernel);
    return normalized(name, ops.conv2d(x, weight, stride, padding), out);
  }

  /** A kernel of one row that keeps the size of the image. */
  T row(String name, T x, int in, int out, int width) {
    T weight = ops.parameter(block + name + ".conv.weight", out, in, 1, width);
    return normalized(name, ops.conv2d(x, weight, 1, 0, width / 2), out);
  }

  /** A kernel of one column that keeps the size of the image. */
  T column(String name, T x, int in, int out, int height) {
    T weight = ops.parameter(block + name + ".conv.weight", out, in, height, 1);
    return normalized(name, ops.conv2d(x, weight, 1, height / 2, 0), out);
  }

  private T normalized(String name, T x, int channels) {
    String norm = block + name + ".bn.";
    T y =
        ops.batchNorm(
            x,
            ops.parameter(norm + "running_mean", channels),
            ops.parameter(norm + "running_var", channels),
            ops.parameter(norm + "weight", channels),
            ops.parameter(norm + "bias", channels),
            EPSILON);
    return ops.relu(y);
  }
}
