package org.collapselab.making;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.NoiseSource;
import org.collapselab.contracts.recipe.Sampling;
import org.collapselab.contracts.recipe.SeedImage;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.pipeline.ImageRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PictureRequestsTest {
  private static final Key KEY = Key.sha256(new byte[] {1});

  // Nothing listens there, and nothing is asked.
  private final ArtifactStore store =
      new ArtifactStore("http://127.0.0.1:1", "nobody", "nothing", "none", "nowhere");
  private final PictureRequests requests = new PictureRequests(store);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void shouldAskForWhatTheRecipeSays() {
    // Given
    ImageRecipe recipe = recipe(Optional.empty(), 48);

    // When
    ImageRequest request = requests.of(recipe);

    // Then
    assertThat(request.prompt()).isEqualTo("a cat");
    assertThat(request.negativePrompt()).isEqualTo("a dog");
    assertThat(request.noise()).isEqualTo(new NoiseKey(1, 2, 3, 4, NoiseSource.TRAINING));
    assertThat(PictureRequests.sampling(recipe))
        .isEqualTo(new org.collapselab.diffusion.pipeline.Sampling("ddim", 5, 2.5, 64, 48));
  }

  @Test
  void shouldRefuseToStartFromAnImageThatIsNoSquare() {
    ImageRecipe recipe = recipe(Optional.of(new SeedImage(KEY, 0.5)), 48);
    assertThatThrownBy(() -> requests.of(recipe)).hasMessageContaining("64 x 48");
  }

  private static ImageRecipe recipe(Optional<SeedImage> seedImage, int height) {
    return new ImageRecipe(
        KEY,
        "a cat",
        "a dog",
        seedImage,
        new Sampling("ddim", 5, 2.5, 64, height),
        new NoiseSource(1, 2, 3, 4, NoiseSource.TRAINING));
  }
}
