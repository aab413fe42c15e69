package org.collapselab.diffusion.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every golden of the test resources holds, and nothing in it is left out. */
class GoldensTest {

  static Stream<String> goldens() throws IOException, URISyntaxException {
    Path folder = folder();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(GoldenFile::isGolden)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void everyTensorIsWhatTheReferenceComputes(String file) throws URISyntaxException {
    // Given
    List<Finding> findings = new ArrayList<>();

    // When
    GoldenChecks.installed().check(folder().resolve(file), findings::add);

    // Then
    assertThat(findings).isNotEmpty().allMatch(Finding::holds);
    assertThat(findings).noneMatch(Finding.NotChecked.class::isInstance);
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(GoldensTest.class.getResource("/goldens").toURI());
  }
}
