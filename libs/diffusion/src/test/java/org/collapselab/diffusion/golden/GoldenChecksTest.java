package org.collapselab.diffusion.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenChecksTest {

  @TempDir private Path folder;

  @Test
  void aKindThatNoCheckKnowsIsNotCountedAsRight() throws Exception {
    // Given
    Path unknown = altered("vae_tiny", "kind", "vae", "vae_of_the_future");

    // When
    List<Finding> findings = check(unknown);

    // Then
    assertThat(findings).singleElement().isInstanceOf(Finding.NotChecked.class);
    assertThat(findings.get(0).toString()).contains("vae_of_the_future");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "unet_tiny_sd2 | config | [32, 64] | [32, 900000000] | at most 1048576, found 900000000",
        "unet_tiny_sd2 | config | [32, 64] | [32, 1048576] | do not fit into",
        "unet_tiny_sd2 | config | \"layers_per_block\": 1 | \"layers_per_block\": 9999 | at most 256",
        "unet_tiny_sd2 | config | \"in_channels\" | \"dropout\": 0.5, \"in_channels\" | dropout: expected",
        "unet_tiny_sd2 | inputs | [2, 4, 16, 16] | [2, 4, 160000, 16000] | inputs: sample: expected",
        "unet_tiny_sd2 | inputs | \"sample\" | \"simple\" | inputs: sample: expected the shape",
        "unet_tiny_sd2 | runs | [10, 987] | [10] | runs: t_per_row: expected a timestep or 2",
        "vae_tiny | config | { | [ | metadata: config: expected JSON",
        "vae_tiny | fp32_vs_fp64 | \"mean\" | \"meen\" | fp32_vs_fp64: mean: max_abs: expected a number",
        "text_tiny | config | \"vocab_size\": 120 | \"vocab_size\": 100 | input_ids: expected ids from 0 to 99",
        "text_tiny | config | \"max_position_embeddings\": 16 | \"max_position_embeddings\": 8 | rows of 1 to 8",
        "sched_sd21_ddim | class | DDIM | UniPC | class: expected DDIMScheduler",
        "sched_sd21_ddim | scheduler_config | 1000 | 0 | num_train_timesteps: expected",
        "sched_sd21_pndm | scheduler_config | \"skip_prk_steps\": true | \"skip_prk_steps\": false | skip_prk_steps: expected true",
        "sched_sd21_dpmpp2m | scheduler_config | \"solver_order\": 2 | \"solver_order\": 3 | solver_order: expected 2",
        "sched_sd21_euler | fake_model | 0.3*x | 0.3*y | fake_model: expected eps(x,t)",
        "train_tiny_epsilon | param_names | conv_in.weight | conv_in.wait | has no parameter \"conv_in.wait\"",
        "train_tiny_epsilon | timesteps | 999 | 1999 | timesteps: expected 0 to 999, found 1999",
        "pipe_tiny | inputs | v*1.7 [1,4,16,16] | v/1.7 [1,4,16,16] | inputs: latents: expected v*NUMBER",
        "pipe_tiny | strength | 0.6 | 0.0001 | leaves no step"
      })
  void whatAGoldenAsksForWronglyIsNamed(
      String golden, String key, String right, String wrong, String message) throws Exception {
    // Given
    Path altered = altered(golden, key, right, wrong);

    // When
    List<Finding> findings = check(altered);

    // Then
    assertThat(findings)
        .filteredOn(Finding.Broken.class::isInstance)
        .singleElement()
        .extracting(finding -> ((Finding.Broken) finding).problem())
        .asString()
        .contains(message);
  }

  @Test
  void filesThatAreNoGoldensAreBroken() throws IOException {
    // Given
    Path empty = Files.writeString(folder.resolve("empty.safetensors"), "");
    Path list = Files.writeString(folder.resolve("list.json"), "[1, 2]");
    Path text = Files.writeString(folder.resolve("text.json"), "{");

    // Then
    for (Path file : List.of(empty, list, text)) {
      assertThat(check(file))
          .singleElement()
          .satisfies(finding -> assertThat(finding.toString()).contains(file.toString()))
          .isInstanceOf(Finding.Broken.class);
    }
  }

  @Test
  void anErrorThatIsNoNumberDoesNotHold() {
    assertThat(new Finding.Compared("x", Double.NaN, 1).holds()).isFalse();
    assertThat(new Finding.Compared("x", 1, Double.NaN).holds()).isFalse();
    assertThat(new Finding.Compared("x", 0, 0).holds()).isTrue();
  }

  private Path altered(String golden, String key, String right, String wrong)
      throws IOException, URISyntaxException {
    Path original =
        Path.of(GoldenChecksTest.class.getResource("/goldens/" + golden + ".safetensors").toURI());
    return AlteredGolden.write(original, folder, key, right, wrong);
  }

  private static List<Finding> check(Path file) {
    List<Finding> findings = new ArrayList<>();
    GoldenChecks.installed().check(file, findings::add);
    return findings;
  }
}
