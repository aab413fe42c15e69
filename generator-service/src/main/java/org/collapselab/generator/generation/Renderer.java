package org.collapselab.generator.generation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.NoiseSource;
import org.collapselab.contracts.recipe.SeedImage;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.pipeline.ImageRequest;
import org.collapselab.diffusion.pipeline.Sampling;
import org.collapselab.diffusion.pipeline.Start;

/** Turns recipes into pixels. */
@ApplicationScoped
public class Renderer {

  private final LoadedCheckpoints checkpoints;
  private final SeedImages seedImages;

  Renderer(LoadedCheckpoints checkpoints, SeedImages seedImages) {
    this.checkpoints = checkpoints;
    this.seedImages = seedImages;
  }

  /**
   * The pictures of these recipes, in their order.
   *
   * @param recipes of one checkpoint and one sampling
   */
  List<RgbImage> render(List<ImageRecipe> recipes) {
    Key checkpoint = recipes.get(0).checkpoint();
    Sampling sampling = sampling(recipes.get(0).sampling());
    List<ImageRequest> requests = new ArrayList<>(recipes.size());
    for (ImageRecipe recipe : recipes) {
      requests.add(request(recipe, sampling));
    }
    return checkpoints.render(checkpoint, sampling, requests);
  }

  private ImageRequest request(ImageRecipe recipe, Sampling sampling) {
    Optional<Start> start = recipe.seedImage().map(seed -> start(seed, sampling));
    return new ImageRequest(recipe.prompt(), recipe.negativePrompt(), start, noise(recipe.noise()));
  }

  private Start start(SeedImage seed, Sampling sampling) {
    if (sampling.width() != sampling.height()) {
      throw new IllegalArgumentException(
          "sampling: expected a square for image-to-image but found %d x %d"
              .formatted(sampling.width(), sampling.height()));
    }
    return new Start(seedImages.pixels(seed.image(), sampling.width()), seed.strength());
  }

  private static Sampling sampling(org.collapselab.contracts.recipe.Sampling s) {
    return new Sampling(s.scheduler(), s.steps(), s.guidance(), s.width(), s.height());
  }

  private static NoiseKey noise(NoiseSource n) {
    return new NoiseKey(n.seed(), n.iteration(), n.slot(), n.attempt(), n.stream());
  }
}
