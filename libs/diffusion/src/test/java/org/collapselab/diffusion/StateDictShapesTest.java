package org.collapselab.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.pipeline.StableDiffusionRelease;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.vae.AutoencoderKl;
import org.junit.jupiter.api.Test;

/** The networks at the size of Stable Diffusion 2.1 have the names and shapes of its files. */
class StateDictShapesTest {

  private static final UNet2DConditionModel UNET =
      new UNet2DConditionModel(StableDiffusionRelease.V2_1.unet());
  private static final AutoencoderKl VAE = new AutoencoderKl(StableDiffusionRelease.V2_1.vae());
  private static final ClipTextModel TEXT =
      new ClipTextModel(StableDiffusionRelease.V2_1.textEncoder());

  @Test
  void theAutoencoderHasTheParametersOfStableDiffusion() throws IOException {
    // When
    Map<String, long[]> parameters = VAE.parameters();

    // Then
    assertThat(readable(parameters)).isEqualTo(GoldenShapes.of("vae_sd"));
    assertThat(values(parameters)).isEqualTo(83_653_863);
  }

  @Test
  void theTextEncoderHasTheParametersOfStableDiffusion21() throws IOException {
    // When
    Map<String, long[]> parameters = new LinkedHashMap<>(TEXT.parameters());

    // Then
    assertThat(parameters.remove("text_projection.weight")).containsExactly(512, 1024);
    assertThat(readable(parameters)).isEqualTo(GoldenShapes.of("text_encoder_sd21"));
    assertThat(values(parameters)).isEqualTo(340_387_840);
  }

  @Test
  void theUNetHasTheParametersOfStableDiffusion21() throws IOException {
    // When
    Map<String, long[]> parameters = UNET.parameters();

    // Then
    assertThat(readable(parameters)).isEqualTo(GoldenShapes.of("unet_sd21"));
    assertThat(values(parameters)).isEqualTo(865_910_724);
  }

  private static long values(Map<String, long[]> shapes) {
    return shapes.values().stream()
        .mapToLong(shape -> Arrays.stream(shape).reduce(1, Math::multiplyExact))
        .sum();
  }

  private static Map<String, String> readable(Map<String, long[]> shapes) {
    Map<String, String> readable = new TreeMap<>();
    shapes.forEach((name, shape) -> readable.put(name, Arrays.toString(shape)));
    return readable;
  }
}
