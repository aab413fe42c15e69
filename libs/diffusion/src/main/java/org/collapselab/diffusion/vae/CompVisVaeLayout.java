package org.collapselab.diffusion.vae;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.collapselab.diffusion.nn.Form;
import org.collapselab.diffusion.nn.Layout;
import org.collapselab.diffusion.nn.StoredTensor;

/**
 * The autoencoder in the single file of a Stable Diffusion, named as in the code of latent
 * diffusion (Rombach et al. 2022): the decoder's resolutions are counted from the finest, and the
 * projections of the attention are 1×1 convolutions.
 *
 * @param resolutions how many resolutions there are
 */
record CompVisVaeLayout(int resolutions) implements Layout {

  private static final String PREFIX = "first_stage_model.";

  private static final Pattern BLOCK =
      Pattern.compile(
          "(encoder|decoder)\\.(down|up)_blocks\\.(\\d+)\\.(resnets\\.\\d+|(?:down|up)samplers\\.0)\\.(.+)");

  private static final Pattern MIDDLE =
      Pattern.compile("(encoder|decoder)\\.mid_block\\.(resnets|attentions)\\.(\\d+)\\.(.+)");

  private static final Map<String, String> ATTENTION =
      Map.of(
          "group_norm", "norm",
          "to_q", "q",
          "to_k", "k",
          "to_v", "v",
          "to_out.0", "proj_out");

  @Override
  public boolean recognises(Set<String> names) {
    return names.stream().anyMatch(name -> name.startsWith(PREFIX));
  }

  @Override
  public List<StoredTensor> tensors(Set<String> parameters) {
    return parameters.stream().map(this::stored).toList();
  }

  /** The file's other parts are not the autoencoder's to check, and the loss of its training. */
  @Override
  public boolean ignores(String name) {
    return !name.startsWith(PREFIX)
        || name.startsWith(PREFIX + "loss.")
        || name.startsWith(PREFIX + "model_ema.");
  }

  private StoredTensor stored(String name) {
    Matcher middle = MIDDLE.matcher(name);
    if (middle.matches()) {
      return middle(name, middle);
    }
    Matcher block = BLOCK.matcher(name);
    String theirs = block.matches() ? block(block) : name.replace(".conv_norm_out.", ".norm_out.");
    return StoredTensor.of(PREFIX + theirs, name);
  }

  private static StoredTensor middle(String name, Matcher middle) {
    String theirs = PREFIX + middle.group(1) + ".mid.";
    String rest = middle.group(4);
    if (middle.group(2).equals("resnets")) {
      int number = Integer.parseInt(middle.group(3)) + 1;
      return StoredTensor.of(theirs + "block_" + number + '.' + resnet(rest), name);
    }
    int dot = rest.lastIndexOf('.');
    String layer = rest.substring(0, dot);
    String kind = rest.substring(dot);
    boolean projection = !layer.equals("group_norm") && kind.equals(".weight");
    return StoredTensor.of(
        theirs + "attn_1." + ATTENTION.get(layer) + kind,
        projection ? Form.POINTWISE : Form.PLAIN,
        name);
  }

  private String block(Matcher block) {
    String way = block.group(2);
    int number = Integer.parseInt(block.group(3));
    int theirs = way.equals("down") ? number : resolutions - 1 - number;
    String inside = block.group(4);
    String layer =
        inside.startsWith("resnets.")
            ? "block" + inside.substring("resnets".length()) + '.' + resnet(block.group(5))
            : way + "sample." + block.group(5);
    return block.group(1) + '.' + way + '.' + theirs + '.' + layer;
  }

  private static String resnet(String rest) {
    return rest.replace("conv_shortcut.", "nin_shortcut.");
  }
}
