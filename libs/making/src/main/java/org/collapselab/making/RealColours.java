package org.collapselab.making;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.collapselab.artifacts.RealDatasets;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.RealImage;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.data.Resize;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.colour.ColourTransfer;
import org.collapselab.vision.colour.HistogramMatch;

/** The colours of a real data set as training sees it, to bring images to. */
final class RealColours {

  /**
   * Which colours, brought to in which way.
   *
   * @param size width and height the real images are brought to, in pixels
   */
  record Name(Key realDataset, String method, int size) {}

  private final UnaryOperator<RgbImage> match;

  private RealColours(UnaryOperator<RgbImage> match) {
    this.match = match;
  }

  /**
   * Looks at every image of a real data set.
   *
   * @throws IllegalArgumentException if there is no such method
   */
  static RealColours of(Name name, RealDatasets realDatasets) {
    Collection<RgbImage> real =
        new OneByOne(realDatasets, realDatasets.get(name.realDataset()).images(), name.size());
    return new RealColours(
        switch (name.method()) {
          case "histogram" -> HistogramMatch.to(real)::apply;
          case "reinhard" -> ColourTransfer.to(real)::apply;
          default ->
              throw new IllegalArgumentException(
                  "method: expected histogram or reinhard but found '" + name.method() + "'");
        });
  }

  /** The image in these colours. */
  RgbImage matched(RgbImage image) {
    return match.apply(image);
  }

  /** Real images that are decoded when they are looked at: a large data set would fill the heap. */
  private static final class OneByOne extends AbstractCollection<RgbImage> {
    private final RealDatasets realDatasets;
    private final List<RealImage> images;
    private final int size;

    OneByOne(RealDatasets realDatasets, List<RealImage> images, int size) {
      this.realDatasets = realDatasets;
      this.images = images;
      this.size = size;
    }

    @Override
    public Iterator<RgbImage> iterator() {
      return images.stream().map(this::decoded).iterator();
    }

    private RgbImage decoded(RealImage image) {
      return Resize.toSquare(
          ImageDecoder.decode(realDatasets.image(image.image()), image.fileName()), size);
    }

    @Override
    public int size() {
      return images.size();
    }
  }
}
