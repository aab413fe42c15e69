package org.collapselab.diffusion.clip;

import org.collapselab.diffusion.nn.Ops;

/**
 * The pre-norm transformer of both towers (Radford et al. 2021, sections 2.4 and 3).
 *
 * <p>Letters of shapes: B batch, L tokens, E hidden size, I intermediate size.
 */
record TransformerEncoder(EncoderConfig config, String name, boolean causal) {

  /** x [B,L,E] through the first {@code layers} layers, to the same shape. */
  <T> T apply(Ops<T> ops, T x, int layers) {
    T y = x;
    for (int i = 0; i < layers; i++) {
      y = layer(ops, name + ".layers." + i, y);
    }
    return y;
  }

  private <T> T layer(Ops<T> ops, String layer, T x) {
    int width = config.hiddenSize();
    int inner = config.intermediateSize();
    T y = ops.add(x, attention(ops, layer + ".self_attn", norm(ops, layer + ".layer_norm1", x)));
    T z = linear(ops, layer + ".mlp.fc1", norm(ops, layer + ".layer_norm2", y), width, inner);
    z = config.activation().apply(ops, z);
    return ops.add(y, linear(ops, layer + ".mlp.fc2", z, inner, width));
  }

  private <T> T attention(Ops<T> ops, String attention, T x) {
    int width = config.hiddenSize();
    T query = linear(ops, attention + ".q_proj", x, width, width);
    T key = linear(ops, attention + ".k_proj", x, width, width);
    T value = linear(ops, attention + ".v_proj", x, width, width);
    T mixed =
        causal
            ? ops.causalAttention(query, key, value, config.heads())
            : ops.attention(query, key, value, config.heads());
    return linear(ops, attention + ".out_proj", mixed, width, width);
  }

  /** Layer normalisation over the last axis, E wide. */
  <T> T norm(Ops<T> ops, String norm, T x) {
    T weight = ops.parameter(norm + ".weight", config.hiddenSize());
    T bias = ops.parameter(norm + ".bias", config.hiddenSize());
    return ops.layerNorm(x, weight, bias, config.layerNormEpsilon());
  }

  private <T> T linear(Ops<T> ops, String linear, T x, int in, int out) {
    T weight = ops.parameter(linear + ".weight", out, in);
    return ops.linear(x, weight, ops.parameter(linear + ".bias", out));
  }
}
