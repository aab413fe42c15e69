package org.collapselab.local.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.RealDatasets;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.RealImage;
import org.collapselab.diffusion.data.CorruptImageException;
import org.collapselab.diffusion.data.DatasetException;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.data.ImageFolder;
import org.collapselab.diffusion.data.OnCorrupt;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;

/**
 * A real data set: an ImageFolder whose images can all be decoded, or the key of one in the store.
 */
final class DatasetInput {
  /** A data set on disk, with what was left out of it. */
  private record Source(RealDatasetRecipe recipe, Path folder) {}

  private final Key key;
  private final Optional<Source> source;
  private final List<String> skipped;

  private DatasetInput(Key key, Optional<Source> source, List<String> skipped) {
    this.key = key;
    this.source = source;
    this.skipped = skipped;
  }

  /**
   * Checks a spec's {@code realDataset}: reads the list and decodes every image.
   *
   * @param specFolder where relative paths start
   * @param images the fewest it must have
   * @throws LabException naming the file, if the data set is not as it should be
   */
  static DatasetInput resolve(
      String realDataset, Path specFolder, int images, OnCorrupt onCorrupt) {
    if (Key.matches(realDataset)) {
      return new DatasetInput(Key.parse(realDataset), Optional.empty(), List.of());
    }
    Path folder = specFolder.resolve(realDataset).normalize();
    try {
      Path real = folder.toRealPath();
      ImageFolder list = ImageFolder.read(real);
      var skipped = new ArrayList<String>();
      var kept = new ArrayList<RealImage>();
      for (ImageFolder.Item item : list.items()) {
        readable(list, item, onCorrupt, skipped).ifPresent(kept::add);
      }
      if (kept.size() < images) {
        throw new LabException(
            ExitStatus.BAD_INPUT,
            "realDataset: %s has %d readable images, expected at least images (%d)"
                .formatted(folder, kept.size(), images));
      }
      var recipe = new RealDatasetRecipe(folder.getFileName().toString(), kept);
      return new DatasetInput(recipe.key(), Optional.of(new Source(recipe, real)), skipped);
    } catch (CorruptImageException e) {
      throw new LabException(
          ExitStatus.BAD_INPUT,
          "realDataset: %s; replace the file, take it off %s, or say 'corruptImages: skip'"
              .formatted(e.getMessage(), ImageFolder.METADATA),
          e);
    } catch (DatasetException e) {
      throw new LabException(ExitStatus.BAD_INPUT, "realDataset: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new LabException(
          ExitStatus.BAD_INPUT, "realDataset: cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  private static Optional<RealImage> readable(
      ImageFolder list, ImageFolder.Item item, OnCorrupt onCorrupt, List<String> skipped) {
    byte[] bytes = list.bytes(item);
    try {
      ImageDecoder.decode(bytes, item.fileName());
    } catch (CorruptImageException e) {
      if (onCorrupt == OnCorrupt.REFUSE) {
        throw e;
      }
      skipped.add(e.getMessage());
      return Optional.empty();
    }
    return Optional.of(
        new RealImage(
            Key.sha256(bytes), item.fileName(), item.text(), new TreeMap<>(item.attributes())));
  }

  Key key() {
    return key;
  }

  /** What was wrong with each image that was left out. */
  List<String> skipped() {
    return skipped;
  }

  /**
   * Makes sure that the store has it.
   *
   * @throws LabException if the key is not in the store
   */
  void publish(ArtifactStore store) {
    var datasets = new RealDatasets(store);
    if (source.isPresent()) {
      datasets.publish(source.get().recipe(), source.get().folder());
    } else if (!datasets.exists(key)) {
      throw new LabException(
          ExitStatus.BAD_INPUT, "realDataset: the store has no real data set " + key.value());
    }
  }
}
