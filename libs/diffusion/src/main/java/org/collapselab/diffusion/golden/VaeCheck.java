package org.collapselab.diffusion.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.Map;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.vae.AutoencoderKl;
import org.collapselab.diffusion.vae.VaeConfig;

/** Encoding and decoding of the autoencoder. */
public final class VaeCheck extends TensorGoldenCheck {

  /** A check of goldens of the kind {@code vae}. */
  public VaeCheck() {
    super("vae");
  }

  @Override
  protected void check(TensorGolden golden, Comparisons comparisons) throws IOException {
    AutoencoderKl vae = new AutoencoderKl(VaeConfig.of(golden.metadata().config("config")));
    Map<String, long[]> parameters = vae.parameters();
    comparisons.parameters(parameters);
    try (Weights weights = Formula.weights(parameters, "cpu");
        NDManager manager = weights.manager().newSubManager();
        Script encoder = Script.compile(vae.encoder(), weights);
        Script decoder = Script.compile(vae.decoder(), weights)) {
      NDArray moments = encoder.run(golden.input(manager, "image"));
      NDList halves = moments.split(2, 1);
      comparisons.tensor("mean", halves.get(0));
      comparisons.tensor("logvar", halves.get(1));
      comparisons.tensor("decoded", decoder.run(golden.input(manager, "latent")));
    }
  }
}
