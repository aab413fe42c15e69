package org.collapselab.diffusion.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Runs each operation at once, recording gradients when the thread's gradient mode is on. What an
 * operation means is said once, by {@link ScriptOps}: each one is compiled alone on its first use
 * and kept for the life of the process. Results belong to the manager of the activations, so attach
 * a network's inputs to a manager of their own and close it to free every intermediate result.
 */
public class EagerOps implements Ops<NDArray> {

  /** Holds the compiled operations, a few kilobytes each; there are as many as kinds of call. */
  private static final NDManager OPERATIONS = Torch.newManager("cpu");

  /** Rounds 32-bit floats and leaves all else as it is; 15 is the engine's number of bfloat16. */
  private static final String TO_BFLOAT16 = "torch._autocast_to_reduced_precision";

  private static final Map<String, TorchScript> COMPILED = new ConcurrentHashMap<>();

  private final Weights weights;
  private final Precision precision;

  /** Runs networks on these weights in 32 bits. */
  public EagerOps(Weights weights) {
    this(weights, Precision.FP32);
  }

  /** Runs networks on these weights. */
  public EagerOps(Weights weights, Precision precision) {
    this.weights = weights;
    this.precision = precision;
  }

  @Override
  public NDArray parameter(String name, long... shape) {
    return weights.get(name, shape);
  }

  @Override
  public NDArray conv2d(NDArray x, NDArray weight, NDArray bias, int stride, int padding) {
    return run(
        "conv2d bias " + stride + ' ' + padding,
        s -> s.conv2d("x0", "x1", "x2", stride, padding),
        x,
        weight,
        bias);
  }

  @Override
  public NDArray conv2d(NDArray x, NDArray weight, int stride, int padding) {
    return run(
        "conv2d " + stride + ' ' + padding, s -> s.conv2d("x0", "x1", stride, padding), x, weight);
  }

  @Override
  public NDArray conv2d(
      NDArray x, NDArray weight, int stride, int paddingHeight, int paddingWidth) {
    return run(
        "conv2d " + stride + ' ' + paddingHeight + ' ' + paddingWidth,
        s -> s.conv2d("x0", "x1", stride, paddingHeight, paddingWidth),
        x,
        weight);
  }

  @Override
  public NDArray batchNorm(
      NDArray x, NDArray mean, NDArray variance, NDArray weight, NDArray bias, double epsilon) {
    return run(
        "batchNorm " + epsilon,
        s -> s.batchNorm("x0", "x1", "x2", "x3", "x4", epsilon),
        x,
        mean,
        variance,
        weight,
        bias);
  }

  @Override
  public NDArray linear(NDArray x, NDArray weight, NDArray bias) {
    return run("linear bias", s -> s.linear("x0", "x1", "x2"), x, weight, bias);
  }

  @Override
  public NDArray linear(NDArray x, NDArray weight) {
    return run("linear", s -> s.linear("x0", "x1"), x, weight);
  }

  @Override
  public NDArray groupNorm(NDArray x, int groups, NDArray weight, NDArray bias, double epsilon) {
    return run(
        "groupNorm " + groups + ' ' + epsilon,
        s -> s.groupNorm("x0", groups, "x1", "x2", epsilon),
        x,
        weight,
        bias);
  }

  @Override
  public NDArray groupNormSilu(
      NDArray x, int groups, NDArray weight, NDArray bias, double epsilon) {
    return run(
        "groupNormSilu " + groups + ' ' + epsilon,
        s -> s.groupNormSilu("x0", groups, "x1", "x2", epsilon),
        x,
        weight,
        bias);
  }

  @Override
  public NDArray layerNorm(NDArray x, NDArray weight, NDArray bias, double epsilon) {
    return run(
        "layerNorm " + epsilon, s -> s.layerNorm("x0", "x1", "x2", epsilon), x, weight, bias);
  }

  @Override
  public NDArray attention(NDArray query, NDArray key, NDArray value, int heads) {
    return run("attention " + heads, s -> s.attention("x0", "x1", "x2", heads), query, key, value);
  }

  @Override
  public NDArray causalAttention(NDArray query, NDArray key, NDArray value, int heads) {
    return run(
        "causalAttention " + heads,
        s -> s.causalAttention("x0", "x1", "x2", heads),
        query,
        key,
        value);
  }

  @Override
  public NDArray relu(NDArray x) {
    return run("relu", s -> s.relu("x0"), x);
  }

  @Override
  public NDArray silu(NDArray x) {
    return run("silu", s -> s.silu("x0"), x);
  }

  @Override
  public NDArray gelu(NDArray x) {
    return run("gelu", s -> s.gelu("x0"), x);
  }

  @Override
  public NDArray quickGelu(NDArray x) {
    return run("quickGelu", s -> s.quickGelu("x0"), x);
  }

  @Override
  public NDArray geglu(NDArray x) {
    return run("geglu", s -> s.geglu("x0"), x);
  }

  @Override
  public NDArray maxPool(NDArray x, int size, int stride, int padding) {
    return run(
        "maxPool " + size + ' ' + stride + ' ' + padding,
        s -> s.maxPool("x0", size, stride, padding),
        x);
  }

  @Override
  public NDArray averagePool(NDArray x, int size, int stride, int padding) {
    return run(
        "averagePool " + size + ' ' + stride + ' ' + padding,
        s -> s.averagePool("x0", size, stride, padding),
        x);
  }

  @Override
  public NDArray meanPixel(NDArray x) {
    return run("meanPixel", s -> s.meanPixel("x0"), x);
  }

  @Override
  public NDArray multiply(NDArray a, NDArray b) {
    return run("multiply", s -> s.multiply("x0", "x1"), a, b);
  }

  @Override
  public NDArray add(NDArray a, NDArray b) {
    return run("add", s -> s.add("x0", "x1"), a, b);
  }

  @Override
  public NDArray addPerChannel(NDArray x, NDArray e) {
    return run("addPerChannel", s -> s.addPerChannel("x0", "x1"), x, e);
  }

  @Override
  public NDArray scale(NDArray x, double factor) {
    return x.mul(factor);
  }

  @Override
  public NDArray clamp(NDArray x, double low, double high) {
    return run("clamp " + low + ' ' + high, s -> s.clamp("x0", low, high), x);
  }

  @Override
  public NDArray twice(NDArray x) {
    return run("twice", s -> s.twice("x0"), x);
  }

  @Override
  public NDArray concatChannels(NDArray a, NDArray b) {
    return run("concatChannels", s -> s.concatChannels("x0", "x1"), a, b);
  }

  @Override
  public NDArray chunk(NDArray x, int parts, int axis, int index) {
    return run(
        "chunk " + parts + ' ' + axis + ' ' + index, s -> s.chunk("x0", parts, axis, index), x);
  }

  @Override
  public NDArray upsampleNearest2x(NDArray x) {
    return run("upsampleNearest2x", s -> s.upsampleNearest2x("x0"), x);
  }

  @Override
  public NDArray padBottomRight(NDArray x) {
    return run("padBottomRight", s -> s.padBottomRight("x0"), x);
  }

  @Override
  public NDArray toTokens(NDArray x) {
    return run("toTokens", s -> s.toTokens("x0"), x);
  }

  @Override
  public NDArray toImage(NDArray tokens, NDArray like) {
    return run("toImage", s -> s.toImage("x0", "x1"), tokens, like);
  }

  // Where a parameter comes first in the signature, the activations still come first in the call:
  // the result belongs to the manager of the first array.

  @Override
  public NDArray embedding(NDArray table, NDArray ids) {
    return run("embedding", s -> s.embedding("x1", "x0"), ids, table);
  }

  @Override
  public NDArray leadingRows(NDArray table, NDArray like, int extra) {
    return run("leadingRows " + extra, s -> s.leadingRows("x1", "x0", extra), like, table);
  }

  @Override
  public NDArray resizePositions(NDArray positions, int from, int to, double scale) {
    return run(
        "resizePositions " + from + ' ' + to + ' ' + scale,
        s -> s.resizePositions("x0", from, to, scale),
        positions);
  }

  @Override
  public NDArray prependToken(NDArray token, NDArray tokens) {
    return run("prependToken", s -> s.prependToken("x1", "x0"), tokens, token);
  }

  @Override
  public NDArray tokenAt(NDArray tokens, NDArray index) {
    return run("tokenAt", s -> s.tokenAt("x0", "x1"), tokens, index);
  }

  @Override
  public NDArray tokenAt(NDArray tokens, int position) {
    return run("tokenAt " + position, s -> s.tokenAt("x0", position), tokens);
  }

  @Override
  public NDArray l2Normalize(NDArray x) {
    return run("l2Normalize", s -> s.l2Normalize("x0"), x);
  }

  NDArray run(String operation, Function<ScriptOps, String> expression, NDArray... arrays) {
    String kind = precision + " " + operation;
    TorchScript script = COMPILED.get(kind);
    if (script == null) {
      script = COMPILED.computeIfAbsent(kind, key -> compile(expression, arrays.length));
    }
    return script.forward(arrays);
  }

  private TorchScript compile(Function<ScriptOps, String> expression, int arity) {
    ScriptOps ops =
        new ScriptOps(
            (name, shape) -> {
              throw new IllegalStateException("a single operation has no parameter " + name);
            });
    String result = expression.apply(ops);
    StringBuilder method = new StringBuilder("  def forward(self: " + TorchScriptArchive.CLASS);
    StringBuilder rounding = new StringBuilder();
    for (int i = 0; i < arity; i++) {
      method.append(", x").append(i).append(": Tensor");
      if (precision == Precision.BF16) {
        rounding.append("    x%1$d = %2$s(x%1$d, True, True, 15, 15)\n".formatted(i, TO_BFLOAT16));
      }
    }
    method.append(") -> Tensor:\n").append(rounding).append(ops.body());
    return Torch.load(OPERATIONS, method + "    return " + result + "\n");
  }
}
