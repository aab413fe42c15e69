package org.collapselab.diffusion.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.collapselab.diffusion.clip.ClipTextConfig;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.nn.EagerOps;
import org.collapselab.diffusion.nn.Ops;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.unet.UNetConfig;
import org.collapselab.diffusion.vae.AutoencoderKl;
import org.collapselab.diffusion.vae.VaeConfig;

/**
 * The network of a golden of the test resources, computed with operations that a test may alter and
 * in the precision it wants. The U-Net is given the timestep embedding that the golden stores, as
 * the reference was.
 */
final class TinyNetwork implements AutoCloseable {

  private static final String EMBEDDING = "timestep_embedding_library_f32";

  private final TensorGolden golden;
  private final DataType precision;

  private TinyNetwork(TensorGolden golden, DataType precision) {
    this.golden = golden;
    this.precision = precision;
  }

  static TinyNetwork open(String golden, DataType precision)
      throws IOException, URISyntaxException {
    Path file =
        Path.of(TinyNetwork.class.getResource("/goldens/" + golden + ".safetensors").toURI());
    return new TinyNetwork(TensorGolden.open(file), precision);
  }

  TensorGolden golden() {
    return golden;
  }

  /** The outputs by the name of the golden's tensor that they are compared with. */
  Map<String, double[]> outputs(UnaryOperator<Ops<NDArray>> alteration) throws IOException {
    return switch (golden.kind()) {
      case "unet" -> unet(alteration);
      case "vae" -> vae(alteration);
      default -> text(alteration);
    };
  }

  private Map<String, double[]> unet(UnaryOperator<Ops<NDArray>> alteration) throws IOException {
    UNet2DConditionModel unet =
        new UNet2DConditionModel(UNetConfig.of(golden.metadata().config("config")));
    Map<String, double[]> outputs = new LinkedHashMap<>();
    try (Weights weights = Formula.weights(unet.parameters(), "cpu");
        NDManager manager = weights.manager().newSubManager()) {
      Ops<NDArray> ops = alteration.apply(ops(weights));
      NDArray sample = input(manager, "sample");
      NDArray context = input(manager, "encoder_hidden_states");
      for (Map.Entry<String, JsonNode> run : golden.metadata().json("runs").properties()) {
        NDArray time = embedding(manager, run.getValue());
        NDArray output = Torch.withoutGradient(() -> unet.forward(ops, sample, time, context));
        outputs.put("out_" + run.getKey(), Doubles.of(output));
      }
    }
    return outputs;
  }

  private Map<String, double[]> vae(UnaryOperator<Ops<NDArray>> alteration) throws IOException {
    AutoencoderKl vae = new AutoencoderKl(VaeConfig.of(golden.metadata().config("config")));
    try (Weights weights = Formula.weights(vae.parameters(), "cpu");
        NDManager manager = weights.manager().newSubManager()) {
      Ops<NDArray> ops = alteration.apply(ops(weights));
      NDArray image = input(manager, "image");
      NDArray latent = input(manager, "latent");
      NDArray moments = Torch.withoutGradient(() -> vae.moments(ops, image));
      NDArray decoded = Torch.withoutGradient(() -> vae.decode(ops, latent));
      return Map.of(
          "mean", Doubles.of(vae.mean(ops, moments)),
          "logvar", Doubles.of(vae.logVariance(ops, moments)),
          "decoded", Doubles.of(decoded));
    }
  }

  private Map<String, double[]> text(UnaryOperator<Ops<NDArray>> alteration) throws IOException {
    ClipTextModel model = new ClipTextModel(ClipTextConfig.of(golden.metadata().config("config")));
    try (Weights weights = Formula.weights(model.parameters(), "cpu");
        NDManager manager = weights.manager().newSubManager()) {
      Ops<NDArray> ops = alteration.apply(ops(weights));
      NDArray ids = golden.tensor(manager, "input_ids");
      NDArray last = Torch.withoutGradient(() -> model.lastHiddenState(ops, ids));
      NDArray before = Torch.withoutGradient(() -> model.penultimateHiddenState(ops, ids));
      return Map.of("last_hidden_state", Doubles.of(last), "penultimate", Doubles.of(before));
    }
  }

  private NDArray input(NDManager manager, String name) {
    return golden.input(manager, name).toType(precision, false);
  }

  /** The stored embeddings [1,T] of a timestep or [B,T] of one for each row. */
  private NDArray embedding(NDManager manager, JsonNode timesteps) throws IOException {
    List<Double> stored = new ArrayList<>();
    golden
        .metadata()
        .json("timestep_embedding_timesteps")
        .forEach(timestep -> stored.add(timestep.doubleValue()));
    NDArray embeddings = golden.tensor(manager, EMBEDDING).toType(precision, false);
    NDList rows = new NDList();
    for (JsonNode timestep : timesteps.isArray() ? timesteps : List.of(timesteps)) {
      rows.add(embeddings.get(stored.indexOf(timestep.doubleValue())));
    }
    return NDArrays.stack(rows);
  }

  /** Operations over weights that are widened where they are used. */
  private Ops<NDArray> ops(Weights weights) {
    return new EagerOps(weights) {
      @Override
      public NDArray parameter(String name, long... shape) {
        return super.parameter(name, shape).toType(precision, false);
      }
    };
  }

  @Override
  public void close() throws IOException {
    golden.close();
  }
}
