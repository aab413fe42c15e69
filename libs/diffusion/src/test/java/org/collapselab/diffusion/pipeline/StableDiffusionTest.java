package org.collapselab.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.scheduler.Scheduler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class StableDiffusionTest {

  static final List<String> SCHEDULERS = Scheduler.NAMES;

  private static final String PROMPT = "a young woman with light skin";
  private static final Sampling DDIM = new Sampling("ddim", 4, 5, 32, 32);

  @TempDir private static Path folder;
  private static DiffusionModel model;
  private static StableDiffusion pipeline;

  @BeforeAll
  static void load() throws IOException {
    ModelFolder opened = ModelFolder.open(TinyModel.write(folder.resolve("model"), 1));
    model = DiffusionModel.load(opened, "cpu", StableDiffusion.PARTS);
    pipeline = new StableDiffusion(model, 2);
  }

  @AfterAll
  static void close() {
    pipeline.close();
    model.close();
  }

  @ParameterizedTest
  @FieldSource("SCHEDULERS")
  void anImageDoesNotDependOnWhatIsMadeBesideIt(String scheduler) {
    // Given text-to-image and image-to-image requests of several strengths
    Sampling sampling = new Sampling(scheduler, 2, 5, 32, 32);
    List<ImageRequest> requests =
        IntStream.range(0, 5).mapToObj(StableDiffusionTest::request).toList();
    List<ImageRequest> reversed = new ArrayList<>(requests);
    Collections.reverse(reversed);

    // When
    List<RgbImage> together = pipeline.generate(sampling, requests);
    List<RgbImage> backwards = new ArrayList<>(pipeline.generate(sampling, reversed));
    Collections.reverse(backwards);
    List<RgbImage> alone =
        requests.stream().map(r -> pipeline.generate(sampling, List.of(r)).get(0)).toList();

    // Then
    assertThat(backwards).isEqualTo(together);
    assertThat(alone).isEqualTo(together);
    assertThat(Set.copyOf(together)).hasSameSizeAs(together);
  }

  @Test
  void aFreshlyLoadedModelMakesTheSameImage() throws IOException {
    // Given
    List<ImageRequest> requests = List.of(textToImage(PROMPT, "", 3));
    List<RgbImage> first = pipeline.generate(DDIM, requests);

    // When
    List<RgbImage> second;
    ModelFolder opened = ModelFolder.open(folder.resolve("model"));
    try (DiffusionModel again = DiffusionModel.load(opened, "cpu", StableDiffusion.PARTS);
        StableDiffusion fresh = new StableDiffusion(again, 2)) {
      second = fresh.generate(DDIM, requests);
    }

    // Then
    assertThat(second).isEqualTo(first);
  }

  @Test
  void promptNegativePromptNoiseAndGuidanceEachChangeTheImage() {
    // Given
    RgbImage image = generate(DDIM, textToImage(PROMPT, "", 0));

    // When / Then
    assertThat(generate(DDIM, textToImage("an old man", "", 0))).isNotEqualTo(image);
    assertThat(generate(DDIM, textToImage(PROMPT, "dark", 0))).isNotEqualTo(image);
    assertThat(generate(DDIM, textToImage(PROMPT, "", 1))).isNotEqualTo(image);
    assertThat(generate(new Sampling("ddim", 4, 2, 32, 32), textToImage(PROMPT, "", 0)))
        .isNotEqualTo(image);
  }

  @Test
  void withoutGuidanceTheNegativePromptIsNotUsed() {
    // Given
    Sampling unguided = new Sampling("ddim", 4, 1, 32, 32);

    // When / Then
    assertThat(generate(unguided, textToImage(PROMPT, "dark", 0)))
        .isEqualTo(generate(unguided, textToImage(PROMPT, "", 0)));
  }

  @Test
  void imagesNeedNotBeSquare() {
    // When
    RgbImage image =
        generate(new Sampling("dpm-solver++", 2, 5, 48, 32), textToImage(PROMPT, "", 0));

    // Then
    assertThat(image.width()).isEqualTo(48);
    assertThat(image.height()).isEqualTo(32);
  }

  @Test
  void theLessOfThePlanIsTakenTheCloserTheImageStaysToItsStart() {
    // Given the start as the autoencoder alone would give it back, nearly: one step of twenty
    Sampling sampling = new Sampling("ddim", 20, 1, 32, 32);
    RgbImage kept = generate(sampling, imageToImage(0, 0.05));

    // When
    double little = distance(kept, generate(sampling, imageToImage(0, 0.1)));
    double much = distance(kept, generate(sampling, imageToImage(0, 1)));

    // Then
    assertThat(little).isPositive().isLessThan(much);
  }

  @Test
  void whatCannotBeSampledIsRefusedByName() {
    ImageRequest request = textToImage(PROMPT, "", 0);

    assertRefused(new Sampling("heun", 4, 5, 32, 32), request, "scheduler: expected one of");
    assertRefused(new Sampling("ddim", 0, 5, 32, 32), request, "steps: expected 1 to 1000, was 0");
    assertRefused(
        new Sampling("ddim", 4, Double.NaN, 32, 32), request, "guidance: expected a number");
    assertRefused(new Sampling("ddim", 4, -1, 32, 32), request, "guidance: expected a number");
    assertRefused(
        new Sampling("ddim", 4, 5, 30, 32), request, "width: expected a multiple of 4 up to 2048");
    assertRefused(new Sampling("ddim", 4, 5, 32, 1 << 20), request, "height: expected a multiple");
    assertRefused(DDIM, imageToImage(0, 0.1), "request 0: strength: 0.1 of 4 steps leaves no step");
    assertRefused(
        new Sampling("ddim", 4, 5, 48, 32),
        imageToImage(0, 0.5),
        "request 0: start image: expected 48 x 32 pixels, was 32 x 32");
  }

  @Test
  void aModelWithoutTheNeededPartsIsRefused() throws IOException {
    try (DiffusionModel textOnly =
        DiffusionModel.load(model.folder(), "cpu", Set.of(ModelPart.TEXT_ENCODER))) {
      assertThatThrownBy(() -> new StableDiffusion(textOnly))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("vae was not loaded");
    }
  }

  private static void assertRefused(Sampling sampling, ImageRequest request, String message) {
    assertThatThrownBy(() -> pipeline.generate(sampling, List.of(request)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static RgbImage generate(Sampling sampling, ImageRequest request) {
    return pipeline.generate(sampling, List.of(request)).get(0);
  }

  private static ImageRequest request(int slot) {
    return switch (slot % 3) {
      case 0 -> textToImage(PROMPT, "", slot);
      case 1 -> imageToImage(slot, 0.5);
      default -> imageToImage(slot, 1);
    };
  }

  private static ImageRequest textToImage(String prompt, String negativePrompt, int slot) {
    return new ImageRequest(prompt, negativePrompt, Optional.empty(), key(slot));
  }

  private static ImageRequest imageToImage(int slot, double strength) {
    byte[] rgb = new byte[3 * 32 * 32];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * (slot + 3) % 256);
    }
    Start start = new Start(new RgbImage(32, 32, rgb), strength);
    return new ImageRequest(PROMPT, "", Optional.of(start), key(slot));
  }

  private static NoiseKey key(int slot) {
    return new NoiseKey(42, 1, slot, 0, "training");
  }

  private static double distance(RgbImage a, RgbImage b) {
    double sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      sum += Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff));
    }
    return sum / a.rgb().length;
  }
}
