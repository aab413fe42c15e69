package org.collapselab.making;

import java.util.Optional;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.NoiseSource;
import org.collapselab.contracts.recipe.SeedImage;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.pipeline.ImageRequest;
import org.collapselab.diffusion.pipeline.Sampling;
import org.collapselab.diffusion.pipeline.Start;

/** What the pipeline of a checkpoint is asked for, to make the picture of a recipe. */
public final class PictureRequests {

  private final SeedImages seedImages;

  /** Requests whose real images are fetched from this store. */
  public PictureRequests(ArtifactStore store) {
    this.seedImages = new SeedImages(store);
  }

  /**
   * The request.
   *
   * @throws IllegalArgumentException if the recipe starts from an image and is not square
   */
  public ImageRequest of(ImageRecipe recipe) {
    Sampling sampling = sampling(recipe);
    Optional<Start> start = recipe.seedImage().map(seed -> start(seed, sampling));
    return new ImageRequest(recipe.prompt(), recipe.negativePrompt(), start, noise(recipe.noise()));
  }

  /** How the recipe's latents are denoised. */
  public static Sampling sampling(ImageRecipe recipe) {
    org.collapselab.contracts.recipe.Sampling s = recipe.sampling();
    return new Sampling(s.scheduler(), s.steps(), s.guidance(), s.width(), s.height());
  }

  private Start start(SeedImage seed, Sampling sampling) {
    if (sampling.width() != sampling.height()) {
      throw new IllegalArgumentException(
          "sampling: expected a square for image-to-image but found %d x %d"
              .formatted(sampling.width(), sampling.height()));
    }
    return new Start(seedImages.pixels(seed.image(), sampling.width()), seed.strength());
  }

  private static NoiseKey noise(NoiseSource n) {
    return new NoiseKey(n.seed(), n.iteration(), n.slot(), n.attempt(), n.stream());
  }
}
