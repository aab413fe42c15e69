package org.collapselab.vision.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.collapselab.diffusion.clip.ClipVisionConfig;
import org.collapselab.diffusion.clip.ClipVisionModel;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.nn.EagerOps;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.vision.Formula;
import org.collapselab.vision.TinyClip;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipFeaturesTest {

  @TempDir static Path folder;

  private static ClipFeatures clip;

  @BeforeAll
  static void open() throws IOException {
    clip = ClipFeatures.open(TinyClip.write(folder, 1), "tiny-clip", "cpu");
  }

  @AfterAll
  static void close() {
    clip.close();
  }

  @Test
  void shouldGiveTheFeaturesOfTheVisionTower() throws IOException {
    // Given
    RgbImage image = Formula.image("photo", 64, 64);
    ClipVisionModel tower =
        new ClipVisionModel(ClipVisionConfig.read(folder.resolve("image_encoder/config.json")));

    // When
    float[] features = clip.images(List.of(image))[0];

    // Then
    try (Weights weights = tower.load(folder.resolve("image_encoder/model.safetensors"), "cpu");
        NDManager manager = Torch.newManager("cpu")) {
      float[] expected =
          Torch.withoutGradient(
              () ->
                  tower
                      .features(
                          new EagerOps(weights),
                          manager.create(image.toPlanes(), new Shape(1, 3, 64, 64)))
                      .toFloatArray());
      assertThat(features).hasSize(TinyClip.DIMENSION).containsExactly(expected, within(1e-5f));
    }
  }

  @Test
  void shouldGiveAnImageTheSameFeaturesInAnyCompany() {
    // Given: more than one batch
    List<RgbImage> images = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      images.add(Formula.image("company " + i, 64, 64));
    }

    // When
    float[][] together = clip.images(images);

    // Then
    for (int i : new int[] {0, 7, 31, 32, 39}) {
      assertThat(clip.images(List.of(images.get(i)))[0]).containsExactly(together[i]);
    }
  }

  @Test
  void shouldGiveACaptionTheSameFeaturesInAnyCompany() {
    List<String> captions = List.of("a young woman", "an old man", "", "a man ".repeat(40));

    float[][] together = clip.texts(captions);

    for (int i = 0; i < captions.size(); i++) {
      assertThat(together[i]).hasSize(clip.dimension());
      assertThat(clip.texts(List.of(captions.get(i)))[0]).containsExactly(together[i]);
    }
    assertThat(together[0]).isNotEqualTo(together[1]);
  }

  @Test
  void shouldGiveTheSameFeaturesInBatchesAsOneByOne() throws IOException {
    // Given: two full batches and one that is short
    List<String> captions = new ArrayList<>();
    List<RgbImage> images = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      captions.add("a man " + i);
      images.add(Formula.image("batch " + i, 64, 64));
    }

    try (ClipFeatures batched = ClipFeatures.open(folder, "tiny-clip", new Batch("cpu", 4))) {
      // When
      float[][] ofImages = batched.images(images);
      float[][] ofTexts = batched.texts(captions);

      // Then
      for (int i = 0; i < 10; i++) {
        assertThat(ofImages[i])
            .containsExactly(clip.images(images.subList(i, i + 1))[0], within(1e-5f));
        assertThat(ofTexts[i])
            .containsExactly(clip.texts(captions.subList(i, i + 1))[0], within(1e-5f));
      }
    }
  }

  @Test
  void shouldTellNetworksApartByTheirWeightsAndPreprocessing(@TempDir Path other)
      throws IOException {
    // Given
    TinyClip.write(other, 2);

    // When
    try (ClipFeatures second = ClipFeatures.open(other, "tiny-clip", "cpu");
        ClipFeatures again = ClipFeatures.open(folder, "tiny-clip", "cpu")) {

      // Then
      assertThat(clip.network()).matches("tiny-clip@[0-9a-f]{8}").isEqualTo(again.network());
      assertThat(second.network()).isNotEqualTo(clip.network());
    }
  }

  @Test
  void shouldSayWhatDoesNotFit(@TempDir Path other) throws IOException {
    TinyClip.write(other, 1);
    assertThatThrownBy(() -> ClipFeatures.open(other, "Tiny Clip", "cpu"))
        .hasMessageContaining("network: expected a name of lower-case letters");

    TinyClip.preprocessor(other, 32);
    assertThatThrownBy(() -> ClipFeatures.open(other, "tiny-clip", "cpu"))
        .hasMessageContaining("size: expected image_size 64");

    Files.delete(other.resolve("image_encoder/model.safetensors"));
    TinyClip.preprocessor(other, 64);
    assertThatThrownBy(() -> ClipFeatures.open(other, "tiny-clip", "cpu"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("image_encoder");
  }
}
