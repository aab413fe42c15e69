package org.collapselab.diffusion.unet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.collapselab.diffusion.Golden;
import org.collapselab.diffusion.nn.EagerOps;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.ShapeOps;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UNet2DConditionModelTest {

  @ParameterizedTest
  @CsvSource({
    "unet_tiny_sd2, t_per_row", "unet_tiny_sd2, t500",
    "unet_tiny_sd15, t_per_row", "unet_tiny_sd15, t321"
  })
  void bothBackEndsPredictWhatDiffusersPredicts(String name, String run) throws Exception {
    // Given
    Golden golden = Golden.read(name);
    UNet2DConditionModel unet = new UNet2DConditionModel(UNetConfig.parse(golden.text("config")));
    long[] sampleShape = shape(golden.json("inputs").get("sample"));
    long[] contextShape = shape(golden.json("inputs").get("encoder_hidden_states"));
    double[] timesteps = timesteps(golden.json("runs").get(run), (int) sampleShape[0]);
    long[] timeShape = {sampleShape[0], unet.config().timestepChannels()};
    ShapeOps shapes = ShapeOps.of(unet, sampleShape, timeShape, contextShape);

    try (Weights weights = Golden.weights(shapes.parameters());
        Script script = Script.compile(unet, weights);
        NDManager manager = Torch.newManager("cpu")) {
      NDArray sample = input(golden, manager, "sample", sampleShape);
      NDArray context = input(golden, manager, "encoder_hidden_states", contextShape);
      NDArray time = unet.timestepEmbedding(manager, timesteps);

      // When
      NDArray eager =
          Torch.withoutGradient(() -> unet.forward(new EagerOps(weights), sample, time, context));
      NDArray compiled = script.run(sample, time, context);

      // Then
      assertThat(shapes.parameterCount()).isEqualTo(golden.json("params").longValue());
      assertThat(eager.getShape().getShape()).isEqualTo(shapes.output());
      String output = "out_" + run;
      assertThat(golden.difference(eager, output)).isLessThan(golden.tolerance(output));
      assertThat(golden.difference(compiled, output)).isLessThan(golden.tolerance(output));
    }
  }

  @ParameterizedTest
  @CsvSource({"unet_tiny_sd2", "unet_tiny_sd15"})
  void theGuidedUNetPredictsEachLatentForBothTexts(String name) throws Exception {
    // Given
    Golden golden = Golden.read(name);
    UNet2DConditionModel unet = new UNet2DConditionModel(UNetConfig.parse(golden.text("config")));
    long[] sampleShape = shape(golden.json("inputs").get("sample"));
    long[] contextShape = shape(golden.json("inputs").get("encoder_hidden_states"));
    contextShape[0] = 2 * sampleShape[0];

    try (Weights weights = Golden.weights(unet.parameters());
        Script plain = Script.compile(unet, weights);
        Script guided = Script.compile(unet.guided(), weights);
        NDManager manager = Torch.newManager("cpu")) {
      NDArray sample = input(golden, manager, "sample", sampleShape);
      NDArray contexts = input(golden, manager, "encoder_hidden_states", contextShape);
      NDArray time = unet.timestepEmbedding(manager, 321);

      // When
      NDArray once = guided.run(sample, time, contexts);
      NDArray twice = plain.run(sample.concat(sample), time, contexts);

      // Then
      double difference = once.sub(twice).abs().max().getFloat();
      assertThat(once.getShape()).isEqualTo(twice.getShape());
      assertThat(difference).isLessThan(golden.tolerance("out_t_per_row"));
    }
  }

  @ParameterizedTest
  @CsvSource({"unet_tiny_sd2", "unet_tiny_sd15"})
  void timestepsAreEmbeddedAsDiffusersRoundsThem(String name) throws Exception {
    // Given
    Golden golden = Golden.read(name);
    UNet2DConditionModel unet = new UNet2DConditionModel(UNetConfig.parse(golden.text("config")));
    double[] timesteps = timesteps(golden.json("timestep_embedding_timesteps"), 0);

    // When
    try (NDManager manager = Torch.newManager("cpu")) {
      NDArray embedding = unet.timestepEmbedding(manager, timesteps);

      // Then: one unit in the last place of an angle up to 999 is 6e-5
      assertThat(golden.difference(embedding, "timestep_embedding_library_f32")).isLessThan(7e-5);
    }
  }

  private static NDArray input(Golden golden, NDManager manager, String tensor, long[] shape) {
    Shape djl = new Shape(shape);
    return manager.create(golden.input(tensor, (int) djl.size()), djl);
  }

  private static long[] shape(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false).mapToLong(JsonNode::longValue).toArray();
  }

  private static double[] timesteps(JsonNode node, int batch) {
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .mapToDouble(JsonNode::doubleValue)
          .toArray();
    }
    double[] same = new double[batch];
    Arrays.fill(same, node.doubleValue());
    return same;
  }
}
