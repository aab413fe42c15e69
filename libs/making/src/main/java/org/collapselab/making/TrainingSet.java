package org.collapselab.making;

import java.util.ArrayList;
import java.util.List;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Datasets;
import org.collapselab.artifacts.Images;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.Slot;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.data.Resize;
import org.collapselab.diffusion.data.RgbImage;

/** The images and captions of a data set, in the order of its slots. */
public record TrainingSet(List<RgbImage> images, List<String> captions) {

  /**
   * Fetches a data set.
   *
   * @param dataset its key
   * @param size width and height the images are brought to, in pixels
   */
  public static TrainingSet fetch(ArtifactStore store, Key dataset, int size) {
    Images files = new Images(store);
    List<RgbImage> images = new ArrayList<>();
    List<String> captions = new ArrayList<>();
    for (Slot slot : new Datasets(store).get(dataset).slots()) {
      RgbImage image = ImageDecoder.decode(files.get(slot), "image " + slot.image().value());
      images.add(Resize.toSquare(image, size));
      captions.add(slot.caption());
    }
    return new TrainingSet(images, captions);
  }
}
