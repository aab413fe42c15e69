package org.collapselab.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.collapselab.diffusion.golden.Finding;
import org.collapselab.diffusion.golden.GoldenChecks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The goldens of the test resources hold, and nothing in them is left out. */
class GoldensTest {

  @ParameterizedTest
  @CsvSource({"inception_fid_gain2.safetensors, 14", "metrics.json, 23", "colour.safetensors, 3"})
  void everyNumberIsWhatTheReferenceComputes(String file, int numbers) throws URISyntaxException {
    // Given
    List<Finding> findings = new ArrayList<>();

    // When
    GoldenChecks.installed().check(folder().resolve(file), findings::add);

    // Then
    assertThat(findings).hasSize(numbers).allMatch(Finding::holds);
    assertThat(findings).noneMatch(finding -> finding instanceof Finding.NotChecked);
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(GoldensTest.class.getResource("/goldens").toURI());
  }
}
