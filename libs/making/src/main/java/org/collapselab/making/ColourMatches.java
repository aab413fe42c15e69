package org.collapselab.making;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Images;
import org.collapselab.artifacts.RealDatasets;
import org.collapselab.contracts.recipe.ColourMatchedRecipe;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.data.RgbImage;

/** Makes and stores generated images in the colours of real ones. */
public final class ColourMatches {

  private static final int CAPACITY = 4;

  private final Images images;
  private final RealDatasets realDatasets;
  private final Map<RealColours.Name, RealColours> cached =
      new LinkedHashMap<>(CAPACITY, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RealColours.Name, RealColours> eldest) {
          return size() > CAPACITY;
        }
      };

  public ColourMatches(ArtifactStore store) {
    this.images = new Images(store);
    this.realDatasets = new RealDatasets(store);
  }

  /** Makes the images of these recipes that are not in the store. */
  public void make(Collection<ColourMatchedRecipe> recipes) {
    recipes.stream()
        .filter(recipe -> images.content(recipe.key()).isEmpty())
        .forEach(recipe -> images.put(recipe, png(recipe)));
  }

  /** The file of the image of a recipe, made anew. */
  public byte[] png(ColourMatchedRecipe recipe) {
    RgbImage source = ImageDecoder.decode(images.get(recipe.image()), "image " + recipe.image());
    RgbImage matched =
        colours(new RealColours.Name(recipe.realDataset(), recipe.method(), source.width()))
            .matched(source);
    return RecipePng.encode(matched, recipe);
  }

  // Looking at all real images takes a while; whoever needs the same colours meanwhile waits.
  private synchronized RealColours colours(RealColours.Name name) {
    return cached.computeIfAbsent(name, wanted -> RealColours.of(wanted, realDatasets));
  }
}
