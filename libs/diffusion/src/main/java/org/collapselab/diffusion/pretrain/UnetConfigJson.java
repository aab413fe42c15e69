package org.collapselab.diffusion.pretrain;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.collapselab.diffusion.unet.UNetConfig;

/** A U-Net's shape under the keys of diffusers' {@code unet/config.json}. */
final class UnetConfigJson {

  private UnetConfigJson() {}

  static Map<String, Object> of(UNetConfig config, Shape latent) {
    int last = config.blockOutChannels().size() - 1;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("_class_name", "UNet2DConditionModel");
    json.put("act_fn", "silu");
    json.put("attention_head_dim", config.attentionHeads());
    json.put("block_out_channels", config.blockOutChannels());
    json.put("center_input_sample", false);
    json.put("cross_attention_dim", config.crossAttentionDim());
    json.put(
        "down_block_types",
        types(config, IntStream.rangeClosed(0, last), "CrossAttnDownBlock2D", "DownBlock2D"));
    json.put("downsample_padding", 1);
    json.put("flip_sin_to_cos", config.flipSinToCos());
    json.put("freq_shift", config.freqShift());
    json.put("in_channels", config.inChannels());
    json.put("layers_per_block", config.layersPerBlock());
    json.put("mid_block_scale_factor", 1);
    json.put("norm_eps", config.normEpsilon());
    json.put("norm_num_groups", config.normGroups());
    json.put("out_channels", config.outChannels());
    json.put("sample_size", latent.get(1));
    json.put(
        "up_block_types",
        types(
            config,
            IntStream.rangeClosed(0, last).map(i -> last - i),
            "CrossAttnUpBlock2D",
            "UpBlock2D"));
    json.put("use_linear_projection", config.linearProjection());
    return json;
  }

  private static List<String> types(
      UNetConfig config, IntStream resolutions, String attending, String plain) {
    return resolutions.mapToObj(i -> config.crossAttention().get(i) ? attending : plain).toList();
  }
}
