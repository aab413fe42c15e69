package org.collapselab.diffusion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFolderTest {

  @TempDir Path folder;

  @BeforeEach
  void onePicture() throws IOException {
    Files.createDirectories(folder.resolve("images"));
    Files.write(folder.resolve("images/a.png"), Png.encode(Pictures.random(9, 6, 1)));
  }

  private void metadata(String... lines) throws IOException {
    Files.writeString(folder.resolve(ImageFolder.METADATA), String.join("\n", lines) + "\n");
  }

  @Test
  void readsCaptionsAndAttributes() throws IOException {
    // Given
    metadata(
        "{\"file_name\":\"images/a.png\",\"text\":\"a cat\",\"age\":45,\"race\":\"tabby\","
            + "\"box\":[1,2],\"note\":null}",
        "");

    // When
    List<ImageFolder.Item> items = ImageFolder.read(folder).items();

    // Then
    assertThat(items)
        .containsExactly(
            new ImageFolder.Item(
                "images/a.png", "a cat", new TreeMap<>(Map.of("age", "45", "race", "tabby"))));
  }

  @Test
  void comesBackAsItWasWritten() throws IOException {
    // Given
    List<ImageFolder.Example> examples =
        List.of(
            new ImageFolder.Example(
                new ImageFolder.Item(
                    "pictures/b.png", "a \"quoted\" dog", new TreeMap<>(Map.of("size", "big"))),
                Pictures.random(8, 8, 2)));
    Path out = folder.resolve("out");

    // When
    ImageFolderWriter.write(out, examples);

    // Then
    assertThat(ImageFolder.read(out).load(8, OnCorrupt.REFUSE).examples()).isEqualTo(examples);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"file_name":"../a.png","text":"x"}         | leads out of the folder
          {"file_name":"/etc/hostname","text":"x"}    | leads out of the folder
          {"file_name":"images/b.png","text":"x"}     | images/b.png is not there
          {"file_name":"images","text":"x"}           | is not there
          {"file_name":"images/a.png"}                | text: a string was expected
          {"file_name":"images/a.png","text":" "}     | text: a string was expected
          {"file_name":7,"text":"x"}                  | file_name: a string was expected
          {"file_name":"images/a.png","text":"x"} {}  | not JSON
          ["images/a.png"]                            | a JSON object was expected
          {"file_name":                               | not JSON
          """)
  void namesTheLineThatIsWrong(String line, String problem) throws IOException {
    // Given
    metadata("{\"file_name\":\"images/a.png\",\"text\":\"right\"}", line);

    // Then
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> ImageFolder.read(folder))
        .withMessageContaining("metadata.jsonl: line 2: ")
        .withMessageContaining(problem);
  }

  @Test
  void refusesALinkThatLeadsOut(@TempDir Path elsewhere) throws IOException {
    // Given
    Path secret = Files.write(elsewhere.resolve("b.png"), Png.encode(Pictures.random(2, 2, 3)));
    Files.createSymbolicLink(folder.resolve("images/b.png"), secret);
    metadata("{\"file_name\":\"images/b.png\",\"text\":\"x\"}");

    // Then
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> ImageFolder.read(folder))
        .withMessageContaining("leads out of the folder");
  }

  @Test
  void refusesAnImageListedTwice() throws IOException {
    // Given
    String line = "{\"file_name\":\"images/a.png\",\"text\":\"x\"}";
    metadata(line, line);

    // Then
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> ImageFolder.read(folder))
        .withMessageContaining("line 2: file_name: images/a.png is listed twice");
  }

  @Test
  void refusesOrSkipsCorruptImagesAsAsked() throws IOException {
    // Given
    Files.writeString(folder.resolve("images/broken.png"), "not a picture");
    metadata(
        "{\"file_name\":\"images/broken.png\",\"text\":\"x\"}",
        "{\"file_name\":\"images/a.png\",\"text\":\"y\"}");
    ImageFolder images = ImageFolder.read(folder);

    // When
    ImageFolder.Examples examples = images.load(6, OnCorrupt.SKIP);

    // Then
    assertThat(examples.examples()).hasSize(1);
    assertThat(examples.skipped()).hasSize(1).first().asString().contains("images/broken.png");
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> images.load(6, OnCorrupt.REFUSE))
        .withMessageContaining("images/broken.png");
  }

  @Test
  void saysWhereItLookedForTheList() {
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> ImageFolder.read(folder))
        .withMessageContaining(folder.resolve("metadata.jsonl").toString());
  }
}
