package org.collapselab.local.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.collapselab.contracts.Key;
import org.collapselab.local.LabException;
import org.collapselab.local.cost.Estimate.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateTest {
  private static final Path DEPLOY = Path.of(System.getProperty("lab.root"), "deploy");
  private static final long MODEL_PARAMETERS = 865_910_724L;

  @TempDir private Path folder;

  @Test
  void shouldReckonThePapersExperimentWithoutItsInputs() {
    // When
    Estimate paper = Estimate.of(DEPLOY.resolve("experiments/paper.yaml"));

    // Then
    Computation computation = paper.computation().orElseThrow();
    assertThat(paper.weights()).isEqualTo(Input.MISSING);
    assertThat(paper.images()).isEqualTo(Input.MISSING);
    assertThat(computation.parameters()).isEqualTo(MODEL_PARAMETERS);
    // 50 checkpoints: 9 conditions of 5 iterations, and healing's last 5 of 10.
    assertThat(paper.cost().checkpoints()).isEqualTo(50);
    assertThat(paper.cost().trainingSteps()).isEqualTo(50 * 563);
    assertThat(paper.cost().evaluationImages()).isEqualTo(51 * 900);
    assertThat(paper.cost().bytes()).isGreaterThan(50 * MODEL_PARAMETERS * 4);
    assertThat(computation.trainingBytes()).isEqualTo(MODEL_PARAMETERS * 16);
    assertThat(EstimateText.of(paper))
        .contains(
            "865,910,724 parameters",
            "../models/stable-diffusion-2-1-base is not here",
            "../datasets/faces-900 is not here",
            "GPU");
  }

  @Test
  void shouldCountThePassesOfStableDiffusionsNetworkAsProfilersDo() {
    // Given a network of 512x512 pixels
    Estimate paper = Estimate.of(DEPLOY.resolve("experiments/paper.yaml"));

    // When
    long pass = Architecture.stableDiffusion21().multiplyAccumulates(paper.spec().generation());

    // Then it is what profilers count of its layers (339 GMAC for U-Nets of this family, Kim et
    // al., arXiv 2305.15798), and attention's products, which they leave out
    assertThat((pass - attention()) / 1e9).isCloseTo(339, within(3.0));
    assertThat(paper.computation().orElseThrow().trainingOperations())
        .isEqualTo(3 * 2.0 * pass * paper.cost().trainingPasses());
  }

  /** Multiply-accumulates of self-attention and cross-attention at 64x64, 32x32, 16x16 and 8x8. */
  private static long attention() {
    long[] tokens = {4096, 1024, 256, 64};
    long[] channels = {320, 640, 1280, 1280};
    long[] layers = {5, 5, 5, 1};
    long sum = 0;
    for (int i = 0; i < tokens.length; i++) {
      sum += layers[i] * 2 * tokens[i] * (tokens[i] + 77) * channels[i];
    }
    return sum;
  }

  @Test
  void shouldReckonWithTheModelThatIsHere() {
    // When
    Estimate smoke = Estimate.of(DEPLOY.resolve("experiments/smoke.yaml"));

    // Then
    assertThat(smoke.weights()).isEqualTo(Input.HERE);
    assertThat(smoke.images()).isEqualTo(Input.HERE);
    assertThat(smoke.model()).contains("emoji-small");
    assertThat(smoke.cost().bytes())
        .isEqualTo(
            4 * 4 * smoke.computation().orElseThrow().parameters()
                + (smoke.cost().trainingImages() + smoke.cost().evaluationImages())
                    * 64
                    * 64
                    * 3
                    / 2);
  }

  @Test
  void shouldSayWhatIsUnknownOfAModelThatIsNowhere() throws IOException {
    // Given
    Path spec = spec("nowhere", Key.sha256(new byte[1]).value());

    // When
    Estimate estimate = Estimate.of(spec);

    // Then
    assertThat(estimate.computation()).isEmpty();
    assertThat(estimate.images()).isEqualTo(Input.STORED);
    assertThat(EstimateText.of(estimate))
        .contains("the checkpoints, whose size is unknown", "nowhere is not here");
  }

  @Test
  void shouldNameWhatIsNotUnderstoodOfAModel() throws IOException {
    // Given
    Path unet = Files.createDirectories(folder.resolve("model/unet"));
    Files.writeString(unet.resolve("config.json"), "{\"class_embed_type\": \"timestep\"}");
    Path spec = spec("model", "data");

    // When / Then
    assertThatThrownBy(() -> Estimate.of(spec))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("model: ")
        .hasMessageContaining("class_embed_type");
  }

  @Test
  void shouldTellProgramsTheSame() throws IOException {
    // Given
    Estimate paper = Estimate.of(DEPLOY.resolve("experiments/paper.yaml"));

    // When
    JsonNode json = new ObjectMapper().readTree(EstimateJson.of(paper));

    // Then
    assertThat(json.at("/cost/trainingSteps").longValue()).isEqualTo(paper.cost().trainingSteps());
    assertThat(json.at("/computation/parameters").longValue()).isEqualTo(MODEL_PARAMETERS);
    assertThat(json.at("/model/state").textValue()).isEqualTo("missing");
    assertThat(json.at("/realDataset/atLeast").intValue()).isEqualTo(900);
  }

  private Path spec(String model, String images) throws IOException {
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        name: cost
        model: %s
        realDataset: %s
        conditions:
          - {name: a, syntheticFraction: 1}
        """
            .formatted(model, images));
  }
}
