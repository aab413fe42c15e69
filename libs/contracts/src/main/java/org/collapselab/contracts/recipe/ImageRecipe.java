package org.collapselab.contracts.recipe;

import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/**
 * A generated image.
 *
 * @param checkpoint the model that makes it
 * @param seedImage the image it starts from, or none for text-to-image
 * @param noise which stream of the counter-based generator it draws
 */
public record ImageRecipe(
    Key checkpoint,
    String prompt,
    String negativePrompt,
    Optional<SeedImage> seedImage,
    Sampling sampling,
    NoiseSource noise)
    implements Recipe {
  public static final String KIND = "image";

  public ImageRecipe {
    Require.present(checkpoint, "checkpoint");
    Require.textOrEmpty(prompt, "prompt", 4096);
    Require.textOrEmpty(negativePrompt, "negativePrompt", 4096);
    Require.present(seedImage, "seedImage");
    Require.present(sampling, "sampling");
    Require.present(noise, "noise");
  }

  @Override
  public String kind() {
    return KIND;
  }
}
