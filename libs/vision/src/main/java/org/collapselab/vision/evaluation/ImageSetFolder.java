package org.collapselab.vision.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.collapselab.diffusion.data.DatasetException;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.data.ImageFolder;
import org.collapselab.diffusion.data.RgbImage;

/**
 * The PNG and JPEG files of a folder and those below it, in the order of their names. A folder with
 * {@code metadata.jsonl} holds the images that it lists, with their captions and attributes.
 */
public final class ImageSetFolder implements ImageSet {

  private static final List<String> SUFFIXES = List.of(".png", ".jpg", ".jpeg");

  private final Path root;
  private final List<ImageFolder.Item> items;
  private final boolean captioned;

  private ImageSetFolder(Path root, List<ImageFolder.Item> items, boolean captioned) {
    this.root = root;
    this.items = items;
    this.captioned = captioned;
  }

  /**
   * Lists a folder.
   *
   * @throws DatasetException if there is no such folder, it holds no images, or its list is wrong
   */
  public static ImageSetFolder read(Path root) {
    if (!Files.isDirectory(root)) {
      throw new DatasetException(root + ": no such folder");
    }
    if (Files.exists(root.resolve(ImageFolder.METADATA))) {
      return new ImageSetFolder(root, ImageFolder.read(root).items(), true);
    }
    try (Stream<Path> files = Files.walk(root)) {
      List<ImageFolder.Item> items =
          files
              .filter(file -> isImage(file) && Files.isRegularFile(file))
              .map(file -> root.relativize(file).toString())
              .sorted()
              .map(name -> new ImageFolder.Item(name, "", Collections.emptySortedMap()))
              .toList();
      if (items.isEmpty()) {
        throw new DatasetException(root + ": expected PNG or JPEG files, found none");
      }
      return new ImageSetFolder(root, items, false);
    } catch (IOException e) {
      throw new DatasetException(root + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return SUFFIXES.stream().anyMatch(name::endsWith);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public String name(int index) {
    return items.get(index).fileName();
  }

  @Override
  public RgbImage image(int index) {
    String name = name(index);
    try {
      return ImageDecoder.decode(Files.readAllBytes(root.resolve(name)), name);
    } catch (IOException e) {
      throw new DatasetException(root.resolve(name) + ": cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<String> caption(int index) {
    return captioned ? Optional.of(items.get(index).text()) : Optional.empty();
  }

  @Override
  public SortedMap<String, String> attributes(int index) {
    return items.get(index).attributes();
  }
}
