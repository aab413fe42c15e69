package org.collapselab.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalLong;
import org.collapselab.artifacts.StoreSettings;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.contracts.spec.SpecReader;
import org.collapselab.local.input.StoreVariables;
import org.junit.jupiter.api.Test;

class SubmitCommandTest {
  private static final Key KEY = Key.sha256(new byte[0]);
  private static final ResolvedExperiment EXPERIMENT =
      ResolvedExperiment.of(
          SpecReader.read(
              """
              name: smoke
              model: model
              realDataset: data
              seed: 1
              images: 8
              conditions:
                - {name: half, syntheticFraction: 0.5, iterations: 1}
              """),
          KEY,
          KEY);

  @Test
  void shouldMakeAnotherExperimentOfAnotherSeed() {
    // When
    ResolvedExperiment seeded = SubmitCommand.seeded(EXPERIMENT, OptionalLong.of(2));
    // Then
    assertThat(seeded.spec().seed()).isEqualTo(2);
    assertThat(seeded.experiment()).startsWith("smoke-").isNotEqualTo(EXPERIMENT.experiment());
    assertThat(seeded.spec().conditions()).isEqualTo(EXPERIMENT.spec().conditions());
  }

  @Test
  void shouldSubmitTheSpecAsItIsWithoutASeed() {
    assertThat(SubmitCommand.seeded(EXPERIMENT, OptionalLong.empty())).isEqualTo(EXPERIMENT);
  }

  @Test
  void shouldBeToldTheStoreAsServicesAre() {
    // When
    StoreSettings settings =
        StoreVariables.settings(
            Map.of(
                "COLLAPSE_STORE_ENDPOINT", "http://store:9000",
                "COLLAPSE_STORE_ACCESS_KEY", "access",
                "COLLAPSE_STORE_SECRET_KEY", "secret"));
    // Then
    assertThat(settings)
        .isEqualTo(
            new StoreSettings(
                "http://store:9000", "access", "secret", "collapse-lab", "us-east-1"));
  }

  @Test
  void shouldNameTheVariableThatIsMissing() {
    assertThatThrownBy(
            () -> StoreVariables.settings(Map.of("COLLAPSE_STORE_ENDPOINT", "http://store:9000")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("COLLAPSE_STORE_ACCESS_KEY");
  }
}
