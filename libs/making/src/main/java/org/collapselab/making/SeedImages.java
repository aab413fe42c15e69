package org.collapselab.making;

import java.util.LinkedHashMap;
import java.util.Map;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Blobs;
import org.collapselab.contracts.Key;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.data.Resize;
import org.collapselab.diffusion.data.RgbImage;

/**
 * The real images that image-to-image starts from, at the size of the model; the last ones used are
 * kept.
 */
final class SeedImages {

  private static final long KEPT_BYTES = 64L << 20;

  private final Blobs blobs;
  private final Map<Id, RgbImage> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  private record Id(Key image, int size) {}

  SeedImages(ArtifactStore store) {
    this.blobs = new Blobs(store);
  }

  synchronized RgbImage pixels(Key image, int size) {
    Id id = new Id(image, size);
    RgbImage pixels = kept.get(id);
    if (pixels == null) {
      pixels =
          Resize.toSquare(ImageDecoder.decode(blobs.get(image), "image " + image.value()), size);
      keep(id, pixels);
    }
    return pixels;
  }

  private void keep(Id id, RgbImage pixels) {
    kept.put(id, pixels);
    bytes += pixels.rgb().length;
    var oldest = kept.entrySet().iterator();
    while (bytes > KEPT_BYTES && kept.size() > 1) {
      bytes -= oldest.next().getValue().rgb().length;
      oldest.remove();
    }
  }
}
