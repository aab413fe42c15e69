package org.collapselab.vision.provenance;

import java.nio.file.Path;
import java.util.List;
import org.collapselab.diffusion.data.ImageFolder;
import org.collapselab.diffusion.data.OnCorrupt;
import org.collapselab.diffusion.data.RgbImage;

/** The images of the small data set, at the size of the small model. */
final class RealImages {

  private RealImages() {}

  static List<RgbImage> read() {
    return ImageFolder.read(Path.of(System.getProperty("lab.root"), "deploy/datasets/emoji-people"))
        .load(64, OnCorrupt.REFUSE)
        .examples()
        .stream()
        .map(ImageFolder.Example::image)
        .toList();
  }
}
