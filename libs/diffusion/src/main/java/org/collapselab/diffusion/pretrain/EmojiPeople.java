package org.collapselab.diffusion.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.collapselab.diffusion.data.DatasetException;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.data.ImageFolder;
import org.collapselab.diffusion.data.ImageFolderWriter;

/**
 * Builds the small data set of captioned people out of the npm package {@code
 * emoji-datasource-google}: Noto emoji that show one person's head and shoulders, each in five skin
 * tones. Which emoji, and who they show, stands in {@code emoji-people.tsv}.
 */
public final class EmojiPeople {

  private static final Map<String, String> TONES =
      new TreeMap<>(
          Map.of(
              "1F3FB", "light",
              "1F3FC", "medium-light",
              "1F3FD", "medium",
              "1F3FE", "medium-dark",
              "1F3FF", "dark"));

  private EmojiPeople() {}

  /** Builds the data set from the command line: the package's folder and the folder to write. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException(
          "two arguments were expected: the unpacked emoji-datasource-google package and the"
              + " folder to write");
    }
    build(Path.of(args[0]), Path.of(args[1]));
  }

  /**
   * Builds the data set.
   *
   * @param emojiPackage the unpacked npm package, with {@code emoji.json} and {@code img/google/64}
   * @param out the folder to write
   * @return how many images it has
   * @throws DatasetException if the package lacks an emoji that is asked for
   */
  public static int build(Path emojiPackage, Path out) throws IOException {
    Map<String, JsonNode> emoji = new HashMap<>();
    byte[] list = Files.readAllBytes(emojiPackage.resolve("emoji.json"));
    for (JsonNode entry : new ObjectMapper().readTree(list)) {
      emoji.put(entry.path("short_name").asText(), entry);
    }
    List<ImageFolder.Example> examples = new ArrayList<>();
    for (EmojiPerson person : people()) {
      JsonNode variations =
          emoji.getOrDefault(person.shortName(), MissingNode.getInstance()).path("skin_variations");
      for (Map.Entry<String, String> tone : TONES.entrySet()) {
        examples.add(example(emojiPackage, person, variations, tone));
      }
    }
    ImageFolderWriter.write(out, examples);
    return examples.size();
  }

  private static ImageFolder.Example example(
      Path emojiPackage, EmojiPerson person, JsonNode variations, Map.Entry<String, String> tone)
      throws IOException {
    JsonNode variation = variations.path(tone.getKey());
    if (!variation.path("image").isTextual()) {
      throw new DatasetException(
          "emoji.json: " + person.shortName() + " has no variation " + tone.getKey());
    }
    String name = "img/google/64/" + variation.path("image").textValue();
    byte[] bytes = Files.readAllBytes(emojiPackage.resolve(name));
    return new ImageFolder.Example(person.item(tone.getValue()), ImageDecoder.decode(bytes, name));
  }

  static List<EmojiPerson> people() throws IOException {
    try (InputStream in = EmojiPeople.class.getResourceAsStream("emoji-people.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(EmojiPerson::parse)
          .toList();
    }
  }
}
