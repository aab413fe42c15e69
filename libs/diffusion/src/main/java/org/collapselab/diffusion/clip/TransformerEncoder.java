package org.collapselab.diffusion.clip;

import org.collapselab.diffusion.nn.Layers;
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
      y = layer(Layers.of(ops).in(name + ".layers." + i), y);
    }
    return y;
  }

  private <T> T layer(Layers<T> layer, T x) {
    Ops<T> ops = layer.ops();
    int width = config.hiddenSize();
    int inner = config.intermediateSize();
    T y = ops.add(x, attention(layer.in("self_attn"), norm(layer, "layer_norm1", x)));
    T z = layer.linear("mlp.fc1", norm(layer, "layer_norm2", y), width, inner);
    z = config.activation().apply(ops, z);
    return ops.add(y, layer.linear("mlp.fc2", z, inner, width));
  }

  private <T> T attention(Layers<T> attention, T x) {
    int width = config.hiddenSize();
    T query = attention.linear("q_proj", x, width, width);
    T key = attention.linear("k_proj", x, width, width);
    T value = attention.linear("v_proj", x, width, width);
    T mixed =
        causal
            ? attention.ops().causalAttention(query, key, value, config.heads())
            : attention.ops().attention(query, key, value, config.heads());
    return attention.linear("out_proj", mixed, width, width);
  }

  /** Layer normalisation over the last axis, E wide. */
  <T> T norm(Layers<T> layers, String norm, T x) {
    return layers.layerNorm(norm, x, config.hiddenSize(), config.layerNormEpsilon());
  }
}
