package org.collapselab.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Blobs;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.artifacts.Images;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.GenerationRequested;
import org.collapselab.contracts.event.ImageGenerated;
import org.collapselab.contracts.event.Purpose;
import org.collapselab.contracts.event.RequestedImage;
import org.collapselab.contracts.event.WorkFailed;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.NoiseSource;
import org.collapselab.contracts.recipe.Recipes;
import org.collapselab.contracts.recipe.Sampling;
import org.collapselab.contracts.recipe.SeedImage;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.data.Png;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.pipeline.TinyModel;
import org.collapselab.making.RecipePng;
import org.collapselab.testing.EventLog;
import org.collapselab.testing.SharedStackResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(SharedStackResource.class)
class GeneratorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject ArtifactStore store;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @TempDir Path folder;
  private EventLog events;
  private Key checkpoint;

  @BeforeEach
  void publishModel() throws IOException {
    events = new EventLog(bootstrapServers);
    checkpoint = new Checkpoints(store).publishBase("tiny", TinyModel.write(folder, 1));
  }

  @AfterEach
  void close() {
    events.close();
  }

  private GenerationRequested shard(
      String experiment, long seed, Optional<SeedImage> seedImage, int images) {
    List<RequestedImage> requested =
        IntStream.range(0, images)
            .mapToObj(
                slot ->
                    new RequestedImage(
                        slot,
                        0,
                        new ImageRecipe(
                            checkpoint,
                            "a young woman",
                            "",
                            seedImage,
                            new Sampling("dpm-solver++", 4, 3, 32, 32),
                            new NoiseSource(seed, 1, slot, 0, "training"))))
            .toList();
    return new GenerationRequested(
        experiment, "all", 1, Purpose.TRAINING, experiment + "-0", requested);
  }

  @Test
  void storesEveryImageWithItsRecipeBeforeItIsAnnounced() {
    // Given
    GenerationRequested shard = shard("text-to-image", 1, Optional.empty(), 3);

    // When
    events.send(shard);

    // Then
    List<ImageGenerated> made =
        events.await(
            ImageGenerated.class, e -> e.experiment().equals("text-to-image"), 3, PATIENCE);
    assertThat(made).extracting(ImageGenerated::slot).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(made).noneMatch(ImageGenerated::reused);
    for (ImageGenerated image : made) {
      byte[] png = new Images(store).get(image.image());
      assertThat(Key.sha256(png)).isEqualTo(image.content());
      String recipe = Png.text(png, RecipePng.KEYWORD, "image").orElseThrow();
      assertThat(Recipes.parse(recipe.getBytes(StandardCharsets.UTF_8)).key())
          .isEqualTo(image.image());
      assertThat(ImageDecoder.decode(png, "image").width()).isEqualTo(32);
    }
  }

  @Test
  void announcesStoredImagesAgainWithoutMakingThem() {
    // Given
    events.send(shard("first", 2, Optional.empty(), 2));
    List<ImageGenerated> first =
        events.await(ImageGenerated.class, e -> e.experiment().equals("first"), 2, PATIENCE);

    // When
    events.send(shard("second", 2, Optional.empty(), 2));

    // Then
    List<ImageGenerated> second =
        events.await(ImageGenerated.class, e -> e.experiment().equals("second"), 2, PATIENCE);
    assertThat(second).allMatch(ImageGenerated::reused);
    assertThat(second)
        .extracting(ImageGenerated::content)
        .containsExactlyInAnyOrderElementsOf(first.stream().map(ImageGenerated::content).toList());
  }

  @Test
  void startsFromTheSeedImage() {
    // Given
    byte[] grey = new byte[3 * 48 * 48];
    java.util.Arrays.fill(grey, (byte) 90);
    Key seed = new Blobs(store).put(Png.encode(new RgbImage(48, 48, grey)));

    // When
    events.send(shard("from-image", 3, Optional.of(new SeedImage(seed, 0.5)), 1));
    events.send(shard("from-text", 3, Optional.empty(), 1));

    // Then
    Key fromImage =
        events
            .await(ImageGenerated.class, e -> e.experiment().equals("from-image"), 1, PATIENCE)
            .get(0)
            .content();
    Key fromText =
        events
            .await(ImageGenerated.class, e -> e.experiment().equals("from-text"), 1, PATIENCE)
            .get(0)
            .content();
    assertThat(fromImage).isNotEqualTo(fromText);
  }

  @Test
  void givesUpAShardWhoseCheckpointIsUnknownAndTakesTheNext() {
    // Given
    Key known = checkpoint;
    checkpoint = Key.sha256(new byte[] {1});

    // When
    events.send(shard("unknown-checkpoint", 4, Optional.empty(), 1));
    checkpoint = known;
    events.send(shard("after-it", 4, Optional.empty(), 1));

    // Then
    events.await(ImageGenerated.class, e -> e.experiment().equals("after-it"), 1, PATIENCE);
    List<WorkFailed> failed =
        events.await(
            WorkFailed.class, e -> e.experiment().equals("unknown-checkpoint"), 1, PATIENCE);
    assertThat(failed.get(0).service()).isEqualTo("generator");
    assertThat(failed.get(0).reason()).contains(Key.sha256(new byte[] {1}).value());
  }
}
