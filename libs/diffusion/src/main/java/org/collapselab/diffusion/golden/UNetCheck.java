package org.collapselab.diffusion.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.ShapeOps;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.unet.UNetConfig;

/**
 * Forward passes of the U-Net and the embedding of timesteps. The embedding's own single-precision
 * error is the difference of the two that are stored.
 */
public final class UNetCheck extends TensorGoldenCheck {

  private static final String SINGLE_EMBEDDING = "timestep_embedding_library_f32";
  private static final String EXACT_EMBEDDING = "timestep_embedding_exact";

  /** A check of goldens of the kind {@code unet}. */
  public UNetCheck() {
    super("unet");
  }

  @Override
  protected void check(TensorGolden golden, Comparisons comparisons) throws IOException {
    UNet2DConditionModel unet =
        new UNet2DConditionModel(UNetConfig.of(golden.metadata().config("config")));
    long[] sample = golden.inputShape("sample");
    long[] context = golden.inputShape("encoder_hidden_states");
    long[] time = {sample[0], unet.config().timestepChannels()};
    Map<String, long[]> parameters = ShapeOps.of(unet, sample, time, context).parameters();
    comparisons.parameters(parameters);
    embeddings(golden, unet, comparisons);
    outputs(golden, unet, parameters, comparisons);
  }

  private static void embeddings(
      TensorGolden golden, UNet2DConditionModel unet, Comparisons comparisons) throws IOException {
    if (!golden.tensors().contains(SINGLE_EMBEDDING)) {
      return;
    }
    double[] single = golden.values(SINGLE_EMBEDDING);
    double[] exact = golden.values(EXACT_EMBEDDING);
    double own = 0;
    for (int i = 0; i < single.length; i++) {
      own = Math.max(own, Math.abs(single[i] - exact[i]));
    }
    double[] timesteps = doubles(golden.metadata().json("timestep_embedding_timesteps"));
    try (NDManager manager = Torch.newManager("cpu")) {
      NDArray embedding = unet.timestepEmbedding(manager, timesteps);
      comparisons.tensor(SINGLE_EMBEDDING, embedding, GoldenMetadata.ROUNDING * own);
      comparisons.tensor(EXACT_EMBEDDING, embedding, GoldenMetadata.ROUNDING * own);
    }
  }

  private static void outputs(
      TensorGolden golden,
      UNet2DConditionModel unet,
      Map<String, long[]> parameters,
      Comparisons comparisons)
      throws IOException {
    try (Weights weights = Formula.weights(parameters, "cpu");
        Script script = Script.compile(unet, weights)) {
      for (Map.Entry<String, JsonNode> run : golden.metadata().json("runs").properties()) {
        try (NDManager manager = weights.manager().newSubManager()) {
          NDArray sample = golden.input(manager, "sample");
          double[] timesteps = timesteps(run, (int) sample.getShape().get(0));
          NDArray context = golden.input(manager, "encoder_hidden_states");
          NDArray output = script.run(sample, unet.timestepEmbedding(manager, timesteps), context);
          comparisons.tensor("out_" + run.getKey(), output);
        }
      }
    }
  }

  private static double[] timesteps(Map.Entry<String, JsonNode> run, int batch) {
    double[] timesteps;
    if (run.getValue().isArray()) {
      timesteps = doubles(run.getValue());
    } else {
      timesteps = new double[batch];
      Arrays.fill(timesteps, run.getValue().doubleValue());
    }
    if (timesteps.length != batch) {
      throw new IllegalArgumentException(
          "metadata: runs: %s: expected a timestep or %d of them, found %s"
              .formatted(run.getKey(), batch, run.getValue()));
    }
    return timesteps;
  }

  private static double[] doubles(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }
}
