package org.collapselab.diffusion.clip;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.collapselab.diffusion.nn.Form;
import org.collapselab.diffusion.nn.Layout;
import org.collapselab.diffusion.nn.StoredTensor;

/**
 * The vision tower as OpenAI's CLIP and open_clip name it, alone or beside the text tower.
 *
 * @param layers layers of the tower
 */
record OpenClipVisionLayout(int layers) implements Layout {

  @Override
  public boolean recognises(Set<String> names) {
    return names.contains("visual.conv1.weight");
  }

  @Override
  public List<StoredTensor> tensors(Set<String> parameters) {
    String embeddings = "vision_model.embeddings.";
    List<StoredTensor> tensors = new ArrayList<>();
    tensors.add(StoredTensor.of("visual.conv1.weight", embeddings + "patch_embedding.weight"));
    tensors.add(StoredTensor.of("visual.class_embedding", embeddings + "class_embedding"));
    tensors.add(
        StoredTensor.of("visual.positional_embedding", embeddings + "position_embedding.weight"));
    tensors.addAll(OpenClipNames.pair("visual.ln_pre", "vision_model.pre_layrnorm"));
    tensors.addAll(
        new OpenClipNames("vision_model.encoder", "visual.transformer", layers).tensors());
    tensors.addAll(OpenClipNames.pair("visual.ln_post", "vision_model.post_layernorm"));
    tensors.add(StoredTensor.of("visual.proj", Form.TRANSPOSED, "visual_projection.weight"));
    return tensors;
  }

  @Override
  public boolean ignores(String name) {
    return OpenClipNames.isNoParameter(name) || isOfTextTower(name);
  }

  private static boolean isOfTextTower(String name) {
    return name.startsWith("text.")
        || name.startsWith("transformer.")
        || name.startsWith("token_embedding.")
        || name.startsWith("ln_final.")
        || name.equals("positional_embedding")
        || name.equals("text_projection");
  }
}
