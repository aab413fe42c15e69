package org.collapselab.contracts.recipe;

import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/**
 * A training set of real and synthetic images.
 *
 * @param realDataset the real data set that its real images and captions come from
 * @param slots in the order of their index, which counts from 0
 * @param curation the policy that chose its synthetic images, if one did
 */
public record DatasetRecipe(Key realDataset, List<Slot> slots, Optional<Curation> curation)
    implements Recipe {
  public static final String KIND = "dataset";

  public DatasetRecipe {
    Require.present(realDataset, "realDataset");
    slots = Require.list(slots, 1, 1_000_000, "slots");
    Require.present(curation, "curation");
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).index() != i) {
        throw new ContractViolationException(
            "slots[" + i + "].index", "expected " + i + " but found " + slots.get(i).index());
      }
    }
  }

  @Override
  public String kind() {
    return KIND;
  }
}
