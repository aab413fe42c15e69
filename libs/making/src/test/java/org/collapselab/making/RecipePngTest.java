package org.collapselab.making;

import static org.assertj.core.api.Assertions.assertThat;

import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.ColourMatchedRecipe;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.data.Png;
import org.collapselab.diffusion.data.RgbImage;
import org.junit.jupiter.api.Test;

class RecipePngTest {
  private static final Key KEY = Key.sha256(new byte[] {1});
  private static final RgbImage PICTURE = new RgbImage(1, 2, new byte[] {1, 2, 3, 4, 5, 6});
  private static final ColourMatchedRecipe RECIPE = new ColourMatchedRecipe(KEY, KEY, "reinhard");

  @Test
  void shouldHoldThePictureAndItsRecipe() {
    // When
    byte[] png = RecipePng.encode(PICTURE, RECIPE);

    // Then
    assertThat(RecipePng.recipe(png, "it")).contains(RECIPE);
    assertThat(ImageDecoder.decode(png, "it")).isEqualTo(PICTURE);
    assertThat(RecipePng.encode(PICTURE, RECIPE)).isEqualTo(png);
  }

  @Test
  void shouldFindNoRecipeInAnyOtherPicture() {
    assertThat(RecipePng.recipe(Png.encode(PICTURE), "it")).isEmpty();
  }
}
