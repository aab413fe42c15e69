package org.collapselab.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.nn.Layout;
import org.collapselab.diffusion.pipeline.StableDiffusionRelease;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.vae.AutoencoderKl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The single file of a Stable Diffusion has the tensors that diffusers' own script, {@code
 * convert_diffusers_to_original_stable_diffusion.py}, makes of the names and shapes of the folder.
 */
class SingleFileLayoutTest {

  @ParameterizedTest
  @CsvSource({"V1_5, single_file_sd15", "V2_1, single_file_sd21"})
  void everyParameterIsWhereDiffusersPutsIt(StableDiffusionRelease release, String list)
      throws IOException {
    // Given
    UNet2DConditionModel unet = new UNet2DConditionModel(release.unet());
    AutoencoderKl vae = new AutoencoderKl(release.vae());
    ClipTextModel text = new ClipTextModel(release.textEncoder());
    Map<String, long[]> published = new LinkedHashMap<>(text.parameters());
    published.remove("text_projection.weight");

    // When
    Map<String, String> tensors = new TreeMap<>();
    tensors.putAll(described(unet.singleFileLayout(), unet.parameters()));
    tensors.putAll(described(vae.singleFileLayout(), vae.parameters()));
    tensors.putAll(described(text.singleFileLayout(), published));

    // Then
    assertThat(tensors).isEqualTo(GoldenShapes.ofSingleFile(list));
  }

  private static Map<String, String> described(Layout layout, Map<String, long[]> parameters) {
    Map<String, String> described = new TreeMap<>();
    layout
        .tensors(parameters.keySet())
        .forEach(
            tensor ->
                described.put(
                    tensor.name(),
                    Arrays.toString(tensor.shape(parameters))
                        + '\t'
                        + String.join(" ", tensor.parameters())));
    return described;
  }
}
