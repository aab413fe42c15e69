package org.collapselab.diffusion.clip;

import java.util.ArrayList;
import java.util.List;
import org.collapselab.diffusion.nn.Form;
import org.collapselab.diffusion.nn.StoredTensor;

/**
 * The names of OpenAI's CLIP and of open_clip for a tower's transformer: query, key and value are
 * one matrix, and the layers are called residual blocks.
 *
 * @param encoder the transformer's name in transformers, such as {@code text_model.encoder}
 * @param blocks its name here, such as {@code transformer}
 * @param layers how many layers it has
 */
record OpenClipNames(String encoder, String blocks, int layers) {

  private static final List<String> KINDS = List.of("weight", "bias");

  /** The tensors of all layers. */
  List<StoredTensor> tensors() {
    List<StoredTensor> tensors = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      String ours = encoder + ".layers." + i + '.';
      String theirs = blocks + ".resblocks." + i + '.';
      for (String kind : KINDS) {
        String attention = ours + "self_attn.";
        tensors.add(
            new StoredTensor(
                theirs + "attn.in_proj_" + kind,
                Form.PLAIN,
                List.of(
                    attention + "q_proj." + kind,
                    attention + "k_proj." + kind,
                    attention + "v_proj." + kind)));
        tensors.add(
            StoredTensor.of(theirs + "attn.out_proj." + kind, attention + "out_proj." + kind));
        tensors.add(StoredTensor.of(theirs + "ln_1." + kind, ours + "layer_norm1." + kind));
        tensors.add(StoredTensor.of(theirs + "ln_2." + kind, ours + "layer_norm2." + kind));
        tensors.add(StoredTensor.of(theirs + "mlp.c_fc." + kind, ours + "mlp.fc1." + kind));
        tensors.add(StoredTensor.of(theirs + "mlp.c_proj." + kind, ours + "mlp.fc2." + kind));
      }
    }
    return tensors;
  }

  /** Weight and bias of a layer that both know. */
  static List<StoredTensor> pair(String theirs, String ours) {
    return KINDS.stream().map(k -> StoredTensor.of(theirs + '.' + k, ours + '.' + k)).toList();
  }

  /** What the files hold besides the towers: temperature, a mask, sizes kept as tensors. */
  static boolean isNoParameter(String name) {
    return switch (name) {
      case "logit_scale",
          "logit_bias",
          "attn_mask",
          "input_resolution",
          "context_length",
          "vocab_size" ->
          true;
      default -> false;
    };
  }
}
