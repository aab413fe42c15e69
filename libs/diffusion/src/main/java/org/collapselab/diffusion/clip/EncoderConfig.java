package org.collapselab.diffusion.clip;

import java.util.Map;
import org.collapselab.diffusion.nn.ConfigJson;

/**
 * What the text and the vision tower have in common: a stack of transformer layers.
 *
 * @param hiddenSize E, width of a token's state
 * @param intermediateSize width inside the perceptron of a layer
 * @param layers how many layers
 * @param heads heads of the attention; divides hiddenSize
 * @param activation non-linearity of the perceptron
 * @param layerNormEpsilon added to the variance in every layer normalisation
 */
public record EncoderConfig(
    int hiddenSize,
    int intermediateSize,
    int layers,
    int heads,
    Activation activation,
    double layerNormEpsilon) {

  /** An encoder with the perceptron four times as wide as the state and CLIP's epsilon. */
  public static EncoderConfig of(int hiddenSize, int layers, int heads, Activation activation) {
    return new EncoderConfig(hiddenSize, 4 * hiddenSize, layers, heads, activation, 1e-5);
  }

  static EncoderConfig read(ConfigJson json, EncoderConfig defaults) {
    int hidden = json.positive("hidden_size", defaults.hiddenSize);
    int heads = json.positive("num_attention_heads", defaults.heads);
    if (hidden % heads != 0) {
      throw json.expected("num_attention_heads", "a divisor of hidden_size " + hidden);
    }
    return new EncoderConfig(
        hidden,
        json.positive("intermediate_size", defaults.intermediateSize),
        json.positive("num_hidden_layers", defaults.layers),
        heads,
        Activation.read(json),
        json.number("layer_norm_eps", defaults.layerNormEpsilon));
  }

  void writeTo(Map<String, Object> json) {
    json.put("hidden_act", activation.configName());
    json.put("hidden_size", hiddenSize);
    json.put("intermediate_size", intermediateSize);
    json.put("layer_norm_eps", layerNormEpsilon);
    json.put("num_attention_heads", heads);
    json.put("num_hidden_layers", layers);
  }
}
