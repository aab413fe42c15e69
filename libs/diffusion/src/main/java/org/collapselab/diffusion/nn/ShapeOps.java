package org.collapselab.diffusion.nn;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a network on shapes alone: lists its parameters in the order it asks for them and counts the
 * multiply-accumulates of its convolutions, products and attention.
 */
public final class ShapeOps implements Ops<long[]> {

  private final Map<String, long[]> parameters = new LinkedHashMap<>();
  private long multiplyAccumulates;
  private long[] output = {};

  /** What a network is for inputs of these shapes. */
  public static ShapeOps of(Network network, long[]... inputs) {
    ShapeOps ops = new ShapeOps();
    ops.output = network.forward(ops, List.of(inputs));
    return ops;
  }

  /** The parameters' names and shapes, in the order the network first asks for them. */
  public Map<String, long[]> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  /** The number of trainable values. */
  public long parameterCount() {
    return parameters.values().stream().mapToLong(ShapeOps::size).sum();
  }

  /** Multiply-accumulates of one forward pass. */
  public long multiplyAccumulates() {
    return multiplyAccumulates;
  }

  /** The shape of the network's output. */
  public long[] output() {
    return output.clone();
  }

  @Override
  public long[] parameter(String name, long... shape) {
    long[] known = parameters.putIfAbsent(name, shape.clone());
    if (known != null && !Arrays.equals(known, shape)) {
      throw new IllegalArgumentException(
          name + ": used as " + Arrays.toString(known) + " and as " + Arrays.toString(shape));
    }
    return shape;
  }

  @Override
  public long[] conv2d(long[] x, long[] weight, long[] bias, int stride, int padding) {
    return conv2d(x, weight, stride, padding);
  }

  @Override
  public long[] conv2d(long[] x, long[] weight, int stride, int padding) {
    return conv2d(x, weight, stride, padding, padding);
  }

  @Override
  public long[] conv2d(long[] x, long[] weight, int stride, int paddingHeight, int paddingWidth) {
    require(x[1] == weight[1], "convolution", x, weight);
    long[] result = {
      x[0],
      weight[0],
      windows(x[2], weight[2], stride, paddingHeight),
      windows(x[3], weight[3], stride, paddingWidth)
    };
    multiplyAccumulates += size(result) * weight[1] * weight[2] * weight[3];
    return result;
  }

  @Override
  public long[] batchNorm(
      long[] x, long[] mean, long[] variance, long[] weight, long[] bias, double epsilon) {
    require(x[1] == weight[0], "batch normalisation", x, weight);
    return x;
  }

  @Override
  public long[] linear(long[] x, long[] weight, long[] bias) {
    return linear(x, weight);
  }

  @Override
  public long[] linear(long[] x, long[] weight) {
    require(last(x) == weight[1], "linear", x, weight);
    multiplyAccumulates += size(x) * weight[0];
    return withLast(x, weight[0]);
  }

  @Override
  public long[] groupNorm(long[] x, int groups, long[] weight, long[] bias, double epsilon) {
    require(x[1] == weight[0] && x[1] % groups == 0, "group normalisation", x, weight);
    return x;
  }

  @Override
  public long[] layerNorm(long[] x, long[] weight, long[] bias, double epsilon) {
    require(last(x) == weight[0], "layer normalisation", x, weight);
    return x;
  }

  @Override
  public long[] attention(long[] query, long[] key, long[] value, int heads) {
    require(last(query) == last(key) && last(query) % heads == 0, "attention", query, key);
    multiplyAccumulates += 2 * size(query) * key[1];
    return query;
  }

  @Override
  public long[] causalAttention(long[] query, long[] key, long[] value, int heads) {
    return attention(query, key, value, heads);
  }

  @Override
  public long[] relu(long[] x) {
    return x;
  }

  @Override
  public long[] silu(long[] x) {
    return x;
  }

  @Override
  public long[] gelu(long[] x) {
    return x;
  }

  @Override
  public long[] quickGelu(long[] x) {
    return x;
  }

  @Override
  public long[] geglu(long[] x) {
    return withLast(x, last(x) / 2);
  }

  @Override
  public long[] maxPool(long[] x, int size, int stride, int padding) {
    return new long[] {
      x[0], x[1], windows(x[2], size, stride, padding), windows(x[3], size, stride, padding)
    };
  }

  @Override
  public long[] averagePool(long[] x, int size, int stride, int padding) {
    return maxPool(x, size, stride, padding);
  }

  @Override
  public long[] meanPixel(long[] x) {
    return new long[] {x[0], x[1]};
  }

  @Override
  public long[] multiply(long[] a, long[] b) {
    return add(a, b);
  }

  @Override
  public long[] add(long[] a, long[] b) {
    long[] result = (a.length >= b.length ? a : b).clone();
    for (int i = 1; i <= Math.min(a.length, b.length); i++) {
      long left = a[a.length - i];
      long right = b[b.length - i];
      require(left == right || left == 1 || right == 1, "sum", a, b);
      result[result.length - i] = Math.max(left, right);
    }
    return result;
  }

  @Override
  public long[] addPerChannel(long[] x, long[] e) {
    require(x[1] == e[1], "sum per channel", x, e);
    return x;
  }

  @Override
  public long[] scale(long[] x, double factor) {
    return x;
  }

  @Override
  public long[] clamp(long[] x, double low, double high) {
    return x;
  }

  @Override
  public long[] twice(long[] x) {
    long[] result = x.clone();
    result[0] *= 2;
    return result;
  }

  @Override
  public long[] concatChannels(long[] a, long[] b) {
    require(a[2] == b[2] && a[3] == b[3], "concatenation of channels", a, b);
    return new long[] {a[0], a[1] + b[1], a[2], a[3]};
  }

  @Override
  public long[] chunk(long[] x, int parts, int axis, int index) {
    long[] result = x.clone();
    result[axis < 0 ? axis + x.length : axis] /= parts;
    return result;
  }

  @Override
  public long[] upsampleNearest2x(long[] x) {
    return new long[] {x[0], x[1], 2 * x[2], 2 * x[3]};
  }

  @Override
  public long[] padBottomRight(long[] x) {
    return new long[] {x[0], x[1], x[2] + 1, x[3] + 1};
  }

  @Override
  public long[] toTokens(long[] x) {
    return new long[] {x[0], x[2] * x[3], x[1]};
  }

  @Override
  public long[] toImage(long[] tokens, long[] like) {
    require(size(tokens) == size(like), "image of tokens", tokens, like);
    return like;
  }

  @Override
  public long[] embedding(long[] table, long[] ids) {
    return new long[] {ids[0], ids[1], table[1]};
  }

  @Override
  public long[] leadingRows(long[] table, long[] like, int extra) {
    require(like[1] + extra <= table[0], "leading rows", table, like);
    return new long[] {1, like[1] + extra, table[1]};
  }

  @Override
  public long[] resizePositions(long[] positions, int from, int to, double scale) {
    require(positions[1] == 1L + (long) from * from, "grid", positions, new long[] {from, from});
    return new long[] {1, 1L + (long) to * to, positions[2]};
  }

  @Override
  public long[] prependToken(long[] token, long[] tokens) {
    return new long[] {tokens[0], tokens[1] + 1, tokens[2]};
  }

  @Override
  public long[] tokenAt(long[] tokens, long[] index) {
    return new long[] {tokens[0], tokens[2]};
  }

  @Override
  public long[] tokenAt(long[] tokens, int position) {
    return new long[] {tokens[0], tokens[2]};
  }

  @Override
  public long[] l2Normalize(long[] x) {
    return x;
  }

  private static void require(boolean fits, String operation, long[] a, long[] b) {
    if (!fits) {
      throw new IllegalArgumentException(
          operation
              + ": shapes "
              + Arrays.toString(a)
              + " and "
              + Arrays.toString(b)
              + " do not fit");
    }
  }

  private static long windows(long length, long size, int stride, int padding) {
    return (length + 2L * padding - size) / stride + 1;
  }

  private static long size(long[] shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  private static long last(long[] shape) {
    return shape[shape.length - 1];
  }

  private static long[] withLast(long[] shape, long last) {
    long[] result = shape.clone();
    result[result.length - 1] = last;
    return result;
  }
}
