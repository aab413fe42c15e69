package org.collapselab.diffusion.unet;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.collapselab.diffusion.nn.Layout;
import org.collapselab.diffusion.nn.StoredTensor;

/**
 * The U-Net in the single file of a Stable Diffusion, named as in the code of latent diffusion
 * (Rombach et al. 2022): blocks are counted through all resolutions, and what is in a block is
 * counted rather than named.
 */
record CompVisUNetLayout(UNetConfig config) implements Layout {

  private static final String PREFIX = "model.diffusion_model.";

  private static final Pattern BLOCK =
      Pattern.compile(
          "(down|up)_blocks\\.(\\d+)\\.(resnets|attentions|downsamplers|upsamplers)\\.(\\d+)\\.(.+)");

  private static final Pattern MIDDLE =
      Pattern.compile("mid_block\\.(resnets|attentions)\\.(\\d+)\\.(.+)");

  private static final Map<String, String> AROUND_THE_BLOCKS =
      Map.of(
          "conv_in", "input_blocks.0.0",
          "time_embedding.linear_1", "time_embed.0",
          "time_embedding.linear_2", "time_embed.2",
          "conv_norm_out", "out.0",
          "conv_out", "out.2");

  private static final Map<String, String> IN_A_RESNET =
      Map.of(
          "norm1", "in_layers.0",
          "conv1", "in_layers.2",
          "time_emb_proj", "emb_layers.1",
          "norm2", "out_layers.0",
          "conv2", "out_layers.3",
          "conv_shortcut", "skip_connection");

  @Override
  public boolean recognises(Set<String> names) {
    return names.stream().anyMatch(name -> name.startsWith(PREFIX));
  }

  @Override
  public List<StoredTensor> tensors(Set<String> parameters) {
    return parameters.stream()
        .map(name -> StoredTensor.of(PREFIX + compVisName(name), name))
        .toList();
  }

  /** The file's other parts are not the U-Net's to check. */
  @Override
  public boolean ignores(String name) {
    return !name.startsWith(PREFIX);
  }

  private String compVisName(String name) {
    Matcher block = BLOCK.matcher(name);
    if (block.matches()) {
      int index = Integer.parseInt(block.group(2));
      int layer = Integer.parseInt(block.group(4));
      String rest = block.group(5);
      return block.group(1).equals("down")
          ? down(block.group(3), index, layer, rest)
          : up(block.group(3), index, layer, rest);
    }
    Matcher middle = MIDDLE.matcher(name);
    if (middle.matches()) {
      return middle.group(1).equals("resnets")
          ? "middle_block." + 2 * Integer.parseInt(middle.group(2)) + '.' + resnet(middle.group(3))
          : "middle_block.1." + middle.group(3);
    }
    return renamed(name, AROUND_THE_BLOCKS);
  }

  private String down(String kind, int block, int layer, String rest) {
    // The first convolution is block 0, and a downsampling is a block of its own.
    int first = block * (config.layersPerBlock() + 1) + 1;
    return switch (kind) {
      case "resnets" -> "input_blocks." + (first + layer) + ".0." + resnet(rest);
      case "attentions" -> "input_blocks." + (first + layer) + ".1." + rest;
      default ->
          "input_blocks."
              + (first + config.layersPerBlock())
              + ".0."
              + rest.replaceFirst("^conv\\.", "op.");
    };
  }

  private String up(String kind, int block, int layer, String rest) {
    int first = block * (config.layersPerBlock() + 1);
    int resolution = config.blockOutChannels().size() - 1 - block;
    return switch (kind) {
      case "resnets" -> "output_blocks." + (first + layer) + ".0." + resnet(rest);
      case "attentions" -> "output_blocks." + (first + layer) + ".1." + rest;
      // An upsampling is in the block of the resolution's last layer, after its transformer.
      default ->
          "output_blocks."
              + (first + config.layersPerBlock())
              + (config.crossAttention().get(resolution) ? ".2." : ".1.")
              + rest;
    };
  }

  private static String resnet(String rest) {
    return renamed(rest, IN_A_RESNET);
  }

  /** The name with what stands before its last dot replaced. */
  private static String renamed(String name, Map<String, String> names) {
    int dot = name.lastIndexOf('.');
    return names.get(name.substring(0, dot)) + name.substring(dot);
  }
}
