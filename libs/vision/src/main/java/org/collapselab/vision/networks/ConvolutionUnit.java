package org.collapselab.vision.networks;

import org.collapselab.diffusion.nn.Layers;

/**
 * Convolution, batch normalisation and ReLU, the unit that Inception is made of; torchvision's
 * BasicConv2d.
 *
 * @param <T> what a tensor is to the back end
 * @param layers those of the block that the units are in
 */
record ConvolutionUnit<T>(Layers<T> layers) {

  /** TensorFlow's, which the weights were trained with; PyTorch's default is another. */
  private static final double EPSILON = 0.001;

  /** A square kernel that keeps the size of the image. */
  T apply(String name, T x, int in, int out, int kernel) {
    return apply(name, x, in, out, kernel, 1, kernel / 2);
  }

  /** A square kernel; x [B,in,H,W]. */
  T apply(String name, T x, int in, int out, int kernel, int stride, int padding) {
    T weight = layers.weight(name + ".conv", out, in, kernel, kernel);
    return normalized(name, layers.ops().conv2d(x, weight, stride, padding), out);
  }

  /** A kernel of one row that keeps the size of the image. */
  T row(String name, T x, int in, int out, int width) {
    T weight = layers.weight(name + ".conv", out, in, 1, width);
    return normalized(name, layers.ops().conv2d(x, weight, 1, 0, width / 2), out);
  }

  /** A kernel of one column that keeps the size of the image. */
  T column(String name, T x, int in, int out, int height) {
    T weight = layers.weight(name + ".conv", out, in, height, 1);
    return normalized(name, layers.ops().conv2d(x, weight, 1, height / 2, 0), out);
  }

  private T normalized(String name, T x, int channels) {
    Layers<T> unit = layers.in(name);
    T y =
        unit.ops()
            .batchNorm(
                x,
                unit.parameter("bn.running_mean", channels),
                unit.parameter("bn.running_var", channels),
                unit.weight("bn", channels),
                unit.bias("bn", channels),
                EPSILON);
    return unit.ops().relu(y);
  }
}
