package org.collapselab.diffusion.vae;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.collapselab.diffusion.Golden;
import org.collapselab.diffusion.nn.ConfigJson;
import org.collapselab.diffusion.nn.EagerOps;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Weights;
import org.junit.jupiter.api.Test;

class AutoencoderKlGoldenTest {

  private final Golden golden = Golden.read("vae_tiny");
  private final AutoencoderKl autoencoder =
      new AutoencoderKl(VaeConfig.of(ConfigJson.parse("vae_tiny", golden.text("config"))));

  @Test
  void encodesAndDecodesAsDiffusersWhenEager() {
    try (Weights weights = Golden.weights(autoencoder.parameters());
        NDManager manager = weights.manager().newSubManager()) {
      // Given
      EagerOps ops = new EagerOps(weights);

      // When
      NDArray moments = autoencoder.moments(ops, image(manager));
      NDArray decoded = autoencoder.decode(ops, latent(manager));

      // Then
      assertMatches("mean", autoencoder.mean(ops, moments));
      assertMatches("logvar", autoencoder.logVariance(ops, moments));
      assertMatches("decoded", decoded);
    }
  }

  @Test
  void encodesAndDecodesAsDiffusersWhenCompiled() {
    try (Weights weights = Golden.weights(autoencoder.parameters());
        NDManager manager = weights.manager().newSubManager();
        Script encoder = Script.compile(autoencoder.encoder(), weights);
        Script decoder = Script.compile(autoencoder.decoder(), weights)) {

      // When
      NDArray moments = encoder.run(image(manager));
      NDArray decoded = decoder.run(latent(manager));

      // Then
      assertMatches("mean", moments.get(":, :4"));
      assertMatches("logvar", moments.get(":, 4:"));
      assertMatches("decoded", decoded);
    }
  }

  private NDArray image(NDManager manager) {
    return manager.create(golden.input("image", 2 * 3 * 32 * 32), new Shape(2, 3, 32, 32));
  }

  private NDArray latent(NDManager manager) {
    return manager.create(golden.input("latent", 2 * 4 * 8 * 8), new Shape(2, 4, 8, 8));
  }

  private void assertMatches(String tensor, NDArray actual) {
    assertThat(golden.difference(actual, tensor))
        .as(tensor)
        .isLessThanOrEqualTo(golden.tolerance(tensor));
  }
}
