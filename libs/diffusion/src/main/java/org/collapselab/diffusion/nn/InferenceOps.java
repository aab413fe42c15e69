package org.collapselab.diffusion.nn;

/**
 * Writes TorchScript for inference: where nothing must be kept for a backward pass, results are
 * changed in place, and on the CPU oneDNN's fused kernels spare whole passes over the activations.
 */
final class InferenceOps extends ScriptOps {

  private static final String NO_SCALARS = "annotate(List[Optional[number]], [])";

  private final boolean fused;

  /**
   * A back end.
   *
   * @param fused whether oneDNN's fused kernels may be called, which are there for the CPU only
   */
  InferenceOps(ParameterShapes shapes, boolean fused) {
    super(shapes);
    this.fused = fused;
  }

  @Override
  public String groupNormSilu(String x, int groups, String weight, String bias, double epsilon) {
    return let("torch.silu_(%s)", groupNorm(x, groups, weight, bias, epsilon));
  }

  @Override
  public String conv2dAdd(
      String x, String weight, String bias, int stride, int padding, String other) {
    return let("torch.add_(%s, %s)", conv2d(x, weight, bias, stride, padding), other);
  }

  @Override
  public String conv2dPerChannel(
      String x, String weight, String bias, int stride, int padding, String e) {
    String image = conv2d(x, weight, bias, stride, padding);
    return let("torch.add_(%s, torch.unsqueeze(torch.unsqueeze(%s, -1), -1))", image, e);
  }

  @Override
  public String linear(String x, String weight, String bias) {
    return fused ? pointwise(x, weight, bias, "none") : super.linear(x, weight, bias);
  }

  @Override
  public String linearAdd(String x, String weight, String bias, String other) {
    return fused
        ? pointwise(x, weight, bias, "add", other)
        : let("torch.add_(%s, %s)", linear(x, weight, bias), other);
  }

  @Override
  public String linearGeglu(String x, String weight, String bias) {
    if (!fused) {
      return super.linearGeglu(x, weight, bias);
    }
    String gate = pointwise(x, chunk(weight, 2, 0, 1), chunk(bias, 2, 0, 1), "gelu");
    return pointwise(x, chunk(weight, 2, 0, 0), chunk(bias, 2, 0, 0), "mul", gate);
  }

  @Override
  public String selfAttention(String x, String toQuery, String toKey, String toValue, int heads) {
    String joined = linear(x, let("torch.cat([%s, %s, %s])", toQuery, toKey, toValue));
    return attention(
        chunk(joined, 3, -1, 0), chunk(joined, 3, -1, 1), chunk(joined, 3, -1, 2), heads);
  }

  /** A linear layer and a function of its result. */
  private String pointwise(String x, String weight, String bias, String function) {
    return let(
        "ops.mkldnn._linear_pointwise(%s, %s, %s, \"%s\", %s, \"none\")",
        x, weight, bias, function, NO_SCALARS);
  }

  /** A linear layer and a function of its result and something of the same shape. */
  private String pointwise(String x, String weight, String bias, String function, String other) {
    return let(
        "ops.mkldnn._linear_pointwise(%s, %s, %s, %s, \"%s\")", x, other, weight, bias, function);
  }
}
