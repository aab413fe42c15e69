package org.collapselab.contracts.recipe;

import java.util.List;
import org.collapselab.contracts.Require;

/** A set of captioned photos as published, in its own order. */
public record RealDatasetRecipe(String name, List<RealImage> images) implements Recipe {
  public static final String KIND = "real-dataset";

  public RealDatasetRecipe {
    Require.text(name, "name", 256);
    images = Require.list(images, 1, 1_000_000, "images");
  }

  @Override
  public String kind() {
    return KIND;
  }
}
