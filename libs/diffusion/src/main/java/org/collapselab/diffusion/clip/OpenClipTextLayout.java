package org.collapselab.diffusion.clip;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.collapselab.diffusion.nn.Form;
import org.collapselab.diffusion.nn.Layout;
import org.collapselab.diffusion.nn.StoredTensor;

/**
 * The text tower as OpenAI's CLIP and open_clip name it, alone, beside the vision tower, or in the
 * single file of a Stable Diffusion 2.
 *
 * @param prefix what stands before each name
 * @param layers layers of the tower
 */
record OpenClipTextLayout(String prefix, int layers) implements Layout {

  private static final String PROJECTION = "text_projection";

  @Override
  public boolean recognises(Set<String> names) {
    return names.contains(prefix + "token_embedding.weight");
  }

  @Override
  public List<StoredTensor> tensors(Set<String> parameters) {
    List<StoredTensor> tensors = new ArrayList<>();
    tensors.add(
        StoredTensor.of("token_embedding.weight", "text_model.embeddings.token_embedding.weight"));
    tensors.add(
        StoredTensor.of("positional_embedding", "text_model.embeddings.position_embedding.weight"));
    tensors.addAll(new OpenClipNames("text_model.encoder", "transformer", layers).tensors());
    tensors.addAll(OpenClipNames.pair("ln_final", "text_model.final_layer_norm"));
    tensors.add(StoredTensor.of(PROJECTION, Form.TRANSPOSED, "text_projection.weight"));
    return tensors.stream()
        .filter(tensor -> parameters.containsAll(tensor.parameters()))
        .map(tensor -> new StoredTensor(prefix + tensor.name(), tensor.form(), tensor.parameters()))
        .toList();
  }

  @Override
  public boolean ignores(String name) {
    if (!name.startsWith(prefix)) {
      // In a Stable Diffusion's file there are all its parts; which, is not the tower's to check.
      return inStableDiffusion() || OpenClipNames.isNoParameter(name) || name.startsWith("visual.");
    }
    String own = name.substring(prefix.length());
    return OpenClipNames.isNoParameter(own)
        || own.startsWith("visual.")
        // Stable Diffusion 2 attends to the last state but one; its files keep the last layer.
        || own.startsWith("transformer.resblocks." + layers + '.')
        || (inStableDiffusion() && own.equals(PROJECTION));
  }

  /** Stable Diffusion 2's configuration gives a projection that its file does not have. */
  private boolean inStableDiffusion() {
    return prefix.startsWith("cond_stage_model.");
  }
}
