package org.collapselab.diffusion.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a data set in the Hugging Face ImageFolder layout, every image as PNG. */
public final class ImageFolderWriter {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ImageFolderWriter() {}

  /**
   * Writes images and list; the same examples give the same bytes.
   *
   * @throws DatasetException if two examples have the same name or a name leads out of the folder
   */
  public static void write(Path root, List<ImageFolder.Example> examples) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (ImageFolder.Example example : examples) {
      ImageFolder.Item item = example.item();
      Path file = root.resolve(item.fileName()).normalize();
      if (!file.startsWith(root.normalize())) {
        throw new DatasetException(item.fileName() + ": leads out of the folder");
      }
      ObjectNode line = JSON.createObjectNode();
      line.put("file_name", item.fileName()).put("text", item.text());
      item.attributes().forEach(line::put);
      lines.append(JSON.writeValueAsString(line)).append('\n');
      Files.createDirectories(file.getParent());
      Files.write(file, Png.encode(example.image()));
    }
    Files.writeString(root.resolve(ImageFolder.METADATA), lines);
    ImageFolder.read(root);
  }
}
