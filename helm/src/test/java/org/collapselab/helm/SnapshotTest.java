package org.collapselab.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.collapselab.helm.render.Chart;
import org.collapselab.helm.render.LabRoot;
import org.collapselab.helm.render.Outline;
import org.collapselab.helm.render.ValueSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a change of the chart changes in a cluster, for whoever reviews it. {@code
 * -Dlab.update-snapshots=true} writes the outlines anew.
 */
class SnapshotTest {
  private static final String UPDATE = "lab.update-snapshots";

  @ParameterizedTest
  @EnumSource(ValueSet.class)
  void shouldRenderWhatWasReviewed(ValueSet set) throws IOException {
    // Given
    String outline = Outline.of(Chart.with(set));
    Path file = LabRoot.resolve("helm/src/test/resources/snapshots/" + name(set) + ".txt");
    if (Boolean.getBoolean(UPDATE)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, outline);
    }
    // Then
    assertThat(outline).isEqualTo(Files.readString(file));
  }

  private static String name(ValueSet set) {
    return set.file()
        .map(file -> file.getFileName().toString().replaceAll("values-|\\.yaml", ""))
        .orElse("defaults");
  }
}
