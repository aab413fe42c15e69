package org.collapselab.diffusion.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A golden must notice a wrong constant: the checks are given a configuration that differs in one
 * value from the one the outputs were computed with.
 */
class WrongConstantTest {

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} {1}: {3} for {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        // Networks
        "unet_tiny_sd2 | config | \"norm_num_groups\": 8 | \"norm_num_groups\": 8, \"norm_eps\": 3e-5 | out_",
        "unet_tiny_sd2 | config | \"norm_num_groups\": 8 | \"norm_num_groups\": 16 | out_",
        "unet_tiny_sd2 | config | [2, 4] | [4, 4] | out_",
        "unet_tiny_sd2 | config | \"norm_num_groups\" | \"freq_shift\": 1, \"norm_num_groups\" | timestep_",
        "unet_tiny_sd2 | config | \"norm_num_groups\" | \"flip_sin_to_cos\": false, \"norm_num_groups\" | out_",
        "unet_tiny_sd2 | runs | 987 | 988 | out_t_per_row",
        "unet_tiny_sd15 | config | \"attention_head_dim\": 4 | \"attention_head_dim\": 8 | out_",
        "vae_tiny | config | \"norm_num_groups\": 8 | \"norm_num_groups\": 16 | mean",
        "text_tiny | config | \"gelu\" | \"quick_gelu\" | last_hidden_state",
        "text_tiny | config | \"num_attention_heads\": 4 | \"num_attention_heads\": 2 | penultimate",
        "text_tiny | config | \"hidden_act\" | \"layer_norm_eps\": 3e-5, \"hidden_act\" | last_hidden_state",
        // Samplers
        "sched_sd21_ddim | scheduler_config | \"steps_offset\": 1 | \"steps_offset\": 0 | traj_epsilon",
        "sched_sd21_ddim | scheduler_config | \"set_alpha_to_one\": false | \"set_alpha_to_one\": true | final_epsilon",
        "sched_sd21_ddim | scheduler_config | 0.012 | 0.012001 | alphas_cumprod",
        "sched_sd21_ddim | scheduler_config | 0.012 | 0.012001 | img2img_start",
        "sched_sd21_ddim | scheduler_config | \"clip_sample\": false | \"clip_sample\": true | final_v_prediction",
        "sched_sd21_ddim | img2img_strengths | 0.6 | 0.596 | img2img_timesteps",
        "sched_sd21_pndm | scheduler_config | \"set_alpha_to_one\": false | \"set_alpha_to_one\": true | final_epsilon",
        "sched_sd21_pndm | scheduler_config | \"steps_offset\": 1 | \"steps_offset\": 2 | timesteps_leading",
        "sched_sd21_euler | scheduler_config | scaled_linear | linear | sigmas",
        "sched_sd21_euler | scheduler_config | 0.00085 | 0.0008501 | traj_epsilon",
        "sched_sd21_euler | class | EulerDiscrete | DPMSolverMultistep | traj_",
        "sched_sd21_dpmpp2m | scheduler_config | \"steps_offset\": 1 | \"steps_offset\": 0 | traj_v_prediction_leading",
        "sched_sd21_dpmpp2m | fake_model | sin(t/100) | sin(t/101) | traj_",
        // Training and pipelines
        "train_tiny_epsilon | prediction_type | epsilon | v_prediction | loss",
        "train_tiny_epsilon | timesteps | 999 | 998 | step0_noisy",
        "train_tiny_v_prediction | config | \"norm_num_groups\": 8 | \"norm_num_groups\": 8, \"norm_eps\": 3e-5 | step0_param_grad_norms",
        "pipe_tiny | guidance | 7.5 | 7.501 | txt2img_latents",
        "pipe_tiny | strength | 0.6 | 0.8 | img2img_latents",
        "pipe_tiny | prediction_type | epsilon | v_prediction | txt2img_image",
        "pipe_tiny | vae | \"norm_num_groups\" | \"scaling_factor\": 0.1822, \"norm_num_groups\" | img2img_latents"
      })
  void isNoticed(String golden, String key, String right, String wrong, String tensors)
      throws IOException, URISyntaxException {
    // Given
    Path original =
        Path.of(WrongConstantTest.class.getResource("/goldens/" + golden + ".safetensors").toURI());
    Path altered = AlteredGolden.write(original, folder, key, right, wrong);
    List<Finding> findings = new ArrayList<>();

    // When
    GoldenChecks.installed().check(altered, findings::add);

    // Then
    assertThat(findings)
        .filteredOn(finding -> finding.subject().startsWith(tensors))
        .isNotEmpty()
        .anyMatch(finding -> !finding.holds());
  }
}
