package org.collapselab.contracts.recipe;

import java.util.SortedMap;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/**
 * A model that came from elsewhere, named by its files.
 *
 * @param files path inside the model's folder to the hash of the file's bytes
 */
public record BaseCheckpointRecipe(String name, SortedMap<String, Key> files) implements Recipe {
  public static final String KIND = "base-checkpoint";

  public BaseCheckpointRecipe {
    Require.text(name, "name", 256);
    files = Require.map(files, 10_000, "files");
    if (files.isEmpty()) {
      throw new ContractViolationException("files", "expected at least one file");
    }
  }

  @Override
  public String kind() {
    return KIND;
  }
}
