package org.collapselab.diffusion.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * A data set in the Hugging Face ImageFolder layout: {@code metadata.jsonl} with one JSON object a
 * line, its {@code file_name} relative to the folder, its caption under {@code text}, every other
 * string, number or boolean an attribute.
 */
public final class ImageFolder {

  /** The name of the file that lists the images. */
  public static final String METADATA = "metadata.jsonl";

  /** One captioned image of the folder. */
  public record Item(String fileName, String text, SortedMap<String, String> attributes) {}

  /** One captioned image, decoded. */
  public record Example(Item item, RgbImage image) {}

  /**
   * The examples of a folder.
   *
   * @param skipped what was wrong with each image left out, by name
   */
  public record Examples(List<Example> examples, List<String> skipped) {}

  private final Path root;
  private final List<Item> items;

  private ImageFolder(Path root, List<Item> items) {
    this.root = root;
    this.items = items;
  }

  /**
   * Reads the list of images; the images themselves are read on demand.
   *
   * @throws DatasetException if the list is missing or malformed, names no images, one image twice,
   *     a path outside the folder or a file that is not there
   */
  public static ImageFolder read(Path root) {
    Path file = root.resolve(METADATA);
    if (!Files.isRegularFile(file)) {
      throw new DatasetException(file + ": no such file; an ImageFolder lists its images there");
    }
    try {
      Path real = root.toRealPath();
      return new ImageFolder(real, new MetadataLines(real).parse(Files.readAllLines(file)));
    } catch (IOException e) {
      throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The images in the order of the list. */
  public List<Item> items() {
    return items;
  }

  /** The bytes of the image's file. */
  public byte[] bytes(Item item) {
    try {
      return Files.readAllBytes(root.resolve(item.fileName()));
    } catch (IOException e) {
      throw new DatasetException(item.fileName() + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The image, decoded.
   *
   * @throws CorruptImageException if it cannot be
   */
  public RgbImage image(Item item) {
    return ImageDecoder.decode(bytes(item), item.fileName());
  }

  /**
   * All images, decoded and cut to squares of {@code size} pixels.
   *
   * @throws CorruptImageException if one cannot be decoded and the policy is to refuse
   * @throws DatasetException if none can
   */
  public Examples load(int size, OnCorrupt onCorrupt) {
    List<Example> examples = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (Item item : items) {
      try {
        examples.add(new Example(item, Resize.toSquare(image(item), size)));
      } catch (CorruptImageException e) {
        if (onCorrupt == OnCorrupt.REFUSE) {
          throw e;
        }
        skipped.add(e.getMessage());
      }
    }
    if (examples.isEmpty()) {
      throw new DatasetException(root.resolve(METADATA) + ": none of the images can be decoded");
    }
    return new Examples(List.copyOf(examples), List.copyOf(skipped));
  }
}
