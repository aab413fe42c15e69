package org.collapselab.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.collapselab.diffusion.clip.ClipTextConfig;
import org.collapselab.diffusion.scheduler.PredictionType;
import org.collapselab.diffusion.scheduler.SchedulerConfig;
import org.collapselab.diffusion.unet.UNetConfig;
import org.collapselab.diffusion.vae.VaeConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StableDiffusionReleaseTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(StableDiffusionRelease.class)
  void whatItWritesIsReadBack(StableDiffusionRelease release) throws IOException {
    // When
    release.describe(folder);

    // Then
    assertThat(UNetConfig.read(folder.resolve("unet/config.json"))).isEqualTo(release.unet());
    assertThat(VaeConfig.read(folder.resolve("vae/config.json"))).isEqualTo(release.vae());
    assertThat(ClipTextConfig.read(folder.resolve("text_encoder/config.json")))
        .isEqualTo(release.textEncoder());
    assertThat(SchedulerConfig.read(folder.resolve(SchedulerConfig.FILE)))
        .isEqualTo(release.scheduler());
    assertThat(StableDiffusionRelease.labelled(release.label())).contains(release);
  }

  @Test
  void theOnesForLargeImagesPredictVelocity() {
    assertThat(StableDiffusionRelease.V2_1.scheduler().predictionType())
        .isEqualTo(PredictionType.V_PREDICTION);
    assertThat(StableDiffusionRelease.V2_1_BASE.scheduler().predictionType())
        .isEqualTo(PredictionType.EPSILON);
  }

  @Test
  void aFolderThatIsDescribedStaysAsItIs() throws IOException {
    // Given
    StableDiffusionRelease.V2_1.describe(folder);

    // When // Then
    assertThatThrownBy(() -> StableDiffusionRelease.V1_5.describe(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("model_index.json: is there already");
  }
}
