package org.collapselab.vision.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.golden.Formula;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.vision.networks.DinoV2;
import org.collapselab.vision.networks.FidInception;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkChoiceTest {

  private static final Path MODEL = Path.of("model");

  @TempDir static Path folder;

  @Test
  void shouldReadANameAndAFile() {
    assertThat(NetworkChoice.parse("small-clip", MODEL))
        .isEqualTo(new NetworkChoice(NetworkKind.SMALL_CLIP, MODEL));
    assertThat(NetworkChoice.parse("fid-inception=a/b=c.safetensors", MODEL))
        .isEqualTo(new NetworkChoice(NetworkKind.FID_INCEPTION, Path.of("a/b=c.safetensors")));
    assertThatThrownBy(() -> NetworkChoice.parse("clip-vit-l-14", MODEL))
        .hasMessageContaining("expected clip-vit-l-14=FILE");
    assertThatThrownBy(() -> NetworkChoice.parse("vgg=a", MODEL))
        .hasMessageContaining("expected one of small-clip, fid-inception");
  }

  @Test
  void shouldSayThatWeightsAreTheUsersWordAndHowImagesCame() throws IOException {
    // Given
    Path file = folder.resolve("inception.safetensors");
    try (Weights weights = Formula.weights(new FidInception().parameters(), "cpu")) {
      weights.write(file, Map.of());
    }
    NetworkChoice choice = NetworkChoice.parse("fid-inception=" + file, MODEL);

    try (FeatureNetwork clean = choice.open(ResizeMethod.PIL_BICUBIC, "cpu");
        FeatureNetwork legacy = choice.open(ResizeMethod.LEGACY_BILINEAR, "cpu")) {
      // When
      float[] features =
          clean.images(List.of(org.collapselab.vision.Formula.image("photo", 70, 50)))[0];

      // Then
      assertThat(features).hasSize(2048).doesNotContain(Float.NaN);
      assertThat(clean.dimension()).isEqualTo(2048);
      assertThat(clean.network()).matches("fid-inception-declared@[0-9a-f]{8}");
      assertThat(clean.facts().origin()).isEqualTo(new WeightsOrigin.Declared());
      assertThat(clean.facts().sha256()).hasSize(1).allMatch(hash -> hash.length() == 64);
      assertThat(clean.facts().preprocessing()).contains("PIL_BICUBIC").contains("128.0");
      assertThat(legacy.facts().preprocessing()).contains("LEGACY_BILINEAR").contains("127.5");
      assertThat(legacy.network()).isNotEqualTo(clean.network());
    }
  }

  @Test
  void shouldKnowAPublishedFileByItsHashAlone() {
    String hash = WeightsOrigin.PUBLISHED.keySet().iterator().next();

    assertThat(WeightsOrigin.ofPublished(List.of(hash)))
        .isEqualTo(new WeightsOrigin.Published("openai/clip-vit-large-patch14, model.safetensors"));
    assertThat(WeightsOrigin.ofPublished(List.of("0".repeat(64))))
        .isEqualTo(new WeightsOrigin.Declared());
  }

  @Test
  void shouldRefuseOtherWeightsThanTheNetworks() throws IOException {
    // Given
    Path file = folder.resolve("other.safetensors");
    Map<String, long[]> shapes = Map.of("layernorm.weight", new long[] {1024});
    try (Weights weights = Formula.weights(shapes, "cpu")) {
      weights.write(file, Map.of());
    }

    // Then
    for (String name : List.of("fid-inception", "dinov2-vit-l-14", "clip-vit-b-32")) {
      NetworkChoice choice = NetworkChoice.parse(name + "=" + file, MODEL);
      assertThatThrownBy(() -> choice.open(ResizeMethod.PIL_BICUBIC, "cpu"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("missing: ");
    }
  }

  @Test
  void shouldGiveTheFeaturesOfADinoV2WithEitherNames() throws IOException {
    // Given
    DinoV2 small = new DinoV2(16, 1, 2, 16, DinoV2.Names.ORIGINAL);
    Path file = folder.resolve("dino.safetensors");
    try (Weights weights = Formula.weights(small.parameters(), "cpu")) {
      weights.write(file, Map.of());
    }

    // When
    try (FeatureNetwork network =
        ImageNetwork.dinoV2(small, file, ResizeMethod.PIL_BICUBIC, "cpu")) {
      float[][] features =
          network.images(
              List.of(
                  org.collapselab.vision.Formula.image("one", 40, 60),
                  org.collapselab.vision.Formula.image("two", 40, 60)));

      // Then
      assertThat(features[0]).hasSize(16).isNotEqualTo(features[1]);
      assertThat(network.network()).startsWith("dinov2-vit-l-14-declared@");
    }
  }
}
