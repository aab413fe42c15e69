package org.collapselab.diffusion.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.data.DatasetException;
import org.collapselab.diffusion.data.ImageFolder;
import org.collapselab.diffusion.data.OnCorrupt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmojiPeopleTest {

  private static final Path COMMITTED =
      Path.of(System.getProperty("lab.root"), "deploy/datasets/emoji-people");

  private static final Map<String, String> TONES =
      Map.of(
          "light", "1F3FB",
          "medium-light", "1F3FC",
          "medium", "1F3FD",
          "medium-dark", "1F3FE",
          "dark", "1F3FF");

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** A package of the npm layout that holds the committed pictures. */
  private Path emojiPackage() throws IOException {
    ArrayNode list = JSON.createArrayNode();
    Path images = Files.createDirectories(folder.resolve("package/img/google/64"));
    for (EmojiPerson person : EmojiPeople.people()) {
      ObjectNode entry = list.addObject().put("short_name", person.shortName());
      ObjectNode variations = entry.putObject("skin_variations");
      for (Map.Entry<String, String> tone : TONES.entrySet()) {
        Path picture = COMMITTED.resolve(person.item(tone.getKey()).fileName());
        variations.putObject(tone.getValue()).put("image", picture.getFileName().toString());
        Files.copy(picture, images.resolve(picture.getFileName()));
      }
    }
    Files.write(folder.resolve("package/emoji.json"), JSON.writeValueAsBytes(list));
    return folder.resolve("package");
  }

  @Test
  void rebuildsTheCommittedList() throws IOException {
    // Given
    Path out = folder.resolve("out");

    // When
    int count = EmojiPeople.build(emojiPackage(), out);

    // Then
    assertThat(count).isEqualTo(590);
    assertThat(out.resolve(ImageFolder.METADATA))
        .hasSameTextualContentAs(COMMITTED.resolve(ImageFolder.METADATA));
    assertThat(ImageFolder.read(out).load(64, OnCorrupt.REFUSE).examples())
        .isEqualTo(ImageFolder.read(COMMITTED).load(64, OnCorrupt.REFUSE).examples());
  }

  @Test
  void namesTheEmojiThatIsMissing() throws IOException {
    // Given
    Path emojiPackage = emojiPackage();
    Files.writeString(emojiPackage.resolve("emoji.json"), "[]");

    // Then
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> EmojiPeople.build(emojiPackage, folder.resolve("out")))
        .withMessageContaining("baby has no variation 1F3FB");
  }

  @Test
  void everyCaptionSaysWhatTheAttributesSay() {
    // When
    List<ImageFolder.Item> items = ImageFolder.read(COMMITTED).items();

    // Then
    assertThat(items)
        .allSatisfy(
            item -> {
              assertThat(item.text()).contains(" with " + item.attributes().get("tone") + " skin");
              assertThat(item.text().contains("older"))
                  .isEqualTo(item.attributes().get("age").equals("older"));
            });
    assertThat(items).extracting(ImageFolder.Item::text).doesNotHaveDuplicates();
  }
}
