package org.collapselab.contracts.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.ContractViolationException;
import org.junit.jupiter.api.Test;

class EvaluationParametersTest {

  private static final Sampling SAMPLING = new Sampling("ddim", 10, 3, 64, 64);

  @Test
  void shouldBeTheSameHoweverTheSameMetricsAreAskedFor() {
    // Given
    EvaluationParameters unsaid = parameters(Optional.empty());

    // Then
    assertThat(parameters(Optional.of(List.of("alignment", "fd")))).isEqualTo(unsaid);
    assertThat(unsaid.measured()).containsExactly("fd", "alignment");
    assertThat(parameters(Optional.of(List.of("vendi", "kd"))))
        .isEqualTo(parameters(Optional.of(List.of("kd", "vendi"))))
        .isNotEqualTo(unsaid);
  }

  @Test
  void shouldRefuseMetricsThatThereAreNotOrTwice() {
    assertThatThrownBy(() -> parameters(Optional.of(List.of("fid"))))
        .isInstanceOf(ContractViolationException.class)
        .hasMessageContaining("metrics")
        .hasMessageContaining("got \"fid\"");
    assertThatThrownBy(() -> parameters(Optional.of(List.of("kd", "kd"))))
        .isInstanceOf(ContractViolationException.class)
        .hasMessageContaining("each once");
    assertThatThrownBy(() -> parameters(Optional.of(List.of())))
        .isInstanceOf(ContractViolationException.class);
  }

  private static EvaluationParameters parameters(Optional<List<String>> metrics) {
    return new EvaluationParameters(16, SAMPLING, 20, 0.9, metrics, 1);
  }
}
