package org.collapselab.diffusion.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The networks of Stable Diffusion 2.1 at their full size: up to 4.5 GB off the Java heap. */
@Tag("full-size")
class FullSizeGoldensTest {

  @ParameterizedTest
  @ValueSource(strings = {"text_full_sd21", "vae_full_sd", "unet_full_sd21"})
  void everyTensorIsWhatTheReferenceComputes(String golden) throws URISyntaxException {
    // Given
    Path folder = Path.of(FullSizeGoldensTest.class.getResource("/goldens-full-size").toURI());
    List<Finding> findings = new ArrayList<>();

    // When
    GoldenChecks.installed().check(folder.resolve(golden + ".safetensors"), findings::add);

    // Then
    assertThat(findings).isNotEmpty().allMatch(Finding::holds);
    assertThat(findings).noneMatch(Finding.NotChecked.class::isInstance);
  }
}
