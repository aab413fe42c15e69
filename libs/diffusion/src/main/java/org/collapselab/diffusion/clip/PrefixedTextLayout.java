package org.collapselab.diffusion.clip;

import java.util.List;
import java.util.Set;
import org.collapselab.diffusion.nn.Layout;
import org.collapselab.diffusion.nn.StoredTensor;

/** The text tower in the single file of a Stable Diffusion 1: its own names after a prefix. */
record PrefixedTextLayout() implements Layout {

  private static final String PREFIX = "cond_stage_model.transformer.";
  private static final String TOWER = "text_model.";

  @Override
  public boolean recognises(Set<String> names) {
    return names.stream().anyMatch(name -> name.startsWith(PREFIX));
  }

  @Override
  public List<StoredTensor> tensors(Set<String> parameters) {
    return parameters.stream().map(name -> StoredTensor.of(PREFIX + name, name)).toList();
  }

  /** Some merged models were saved without the tower's name. */
  @Override
  public String presentName(String name) {
    String own = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
    return own.startsWith("embeddings.")
            || own.startsWith("encoder.")
            || own.startsWith("final_layer_norm.")
        ? PREFIX + TOWER + own
        : name;
  }

  @Override
  public boolean ignores(String name) {
    return !name.startsWith(PREFIX)
        || name.equals(PREFIX + TOWER + "embeddings.position_ids")
        || name.equals(PREFIX + "logit_scale");
  }
}
