package org.collapselab.vision.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.collapselab.diffusion.data.RgbImage;
import org.junit.jupiter.api.Test;

class FilteringTest {

  @Test
  void shouldCountWhatIsLeftByGroup() {
    // Given: of five even and five odd images the manifest knows the generated even ones
    KeyPair keys = ManifestKeys.generate();
    List<Picture> pictures = new ArrayList<>();
    List<ManifestEntry> entries = new ArrayList<>();
    RgbImage image = new RgbImage(1, 1, new byte[3]);
    for (int i = 0; i < 10; i++) {
      Picture picture = Picture.of(i, i < 4, image);
      pictures.add(picture);
      if (picture.generated() && picture.groups().contains("even")) {
        entries.add(new ManifestEntry(picture.contentHash(), "f".repeat(64)));
      }
    }
    SignedManifest manifest =
        SignedManifest.verify(SignedManifest.write(entries, keys.getPrivate()), keys.getPublic());

    // When
    Filtering filtering = Filtering.of(new ManifestFilter(manifest), pictures);

    // Then
    assertThat(filtering.flagged())
        .containsExactly(true, false, true, false, false, false, false, false, false, false);
    assertThat(filtering.total()).isEqualTo(new Filtering.Tally(6, 4, 0, 2));
    assertThat(filtering.total().residualFraction()).isCloseTo(2 / 8.0, within(1e-15));
    assertThat(filtering.groups().get("even")).isEqualTo(new Filtering.Tally(3, 2, 0, 2));
    assertThat(filtering.groups().get("odd").residualFraction()).isCloseTo(0.4, within(1e-15));
  }

  @Test
  void shouldFindMarkedImages() {
    // Given
    Payload payload = Payload.named("the generator's");
    List<RgbImage> images = RealImages.read().subList(0, 40);
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      boolean marked = i % 4 == 0;
      pictures.add(
          Picture.of(
              i,
              marked,
              marked
                  ? WatermarkSchemes.LUMINANCE_SIGNS.embed(images.get(i), payload)
                  : images.get(i)));
    }
    WatermarkDetector detector =
        new WatermarkDetector(WatermarkSchemes.LUMINANCE_SIGNS, payload, 1e-6);

    // When
    Filtering filtering = Filtering.of(new WatermarkFilter(detector, 64, 64), pictures);

    // Then
    assertThat(filtering.total()).isEqualTo(new Filtering.Tally(30, 10, 0, 10));
    assertThat(filtering.total().residualFraction()).isZero();
  }
}
