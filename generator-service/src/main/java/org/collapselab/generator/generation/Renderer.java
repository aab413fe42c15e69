package org.collapselab.generator.generation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.making.PictureRequests;

/** Turns recipes into pixels. */
@ApplicationScoped
public class Renderer {

  private final LoadedCheckpoints checkpoints;
  private final PictureRequests requests;

  Renderer(LoadedCheckpoints checkpoints, ArtifactStore store) {
    this.checkpoints = checkpoints;
    this.requests = new PictureRequests(store);
  }

  /**
   * The pictures of these recipes, in their order.
   *
   * @param recipes of one checkpoint and one sampling
   */
  List<RgbImage> render(List<ImageRecipe> recipes) {
    ImageRecipe any = recipes.get(0);
    return checkpoints.render(
        any.checkpoint(),
        PictureRequests.sampling(any),
        recipes.stream().map(requests::of).toList());
  }
}
