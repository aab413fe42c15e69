package org.collapselab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.collapselab.diffusion.nn.ShapeOps;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.unet.UNetConfig;

/**
 * A U-Net and the size of its inputs.
 *
 * @param batch rows of a batch
 * @param side height and width of the latents
 * @param tokens tokens of a text context
 */
record Case(String name, UNetConfig config, int batch, int side, int tokens) {

  static List<Case> read(Path file) throws IOException {
    List<Case> cases = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(Files.readString(file))) {
      cases.add(
          new Case(
              node.get("name").textValue(),
              UNetConfig.parse(node.get("unet").toString()),
              node.get("batch").intValue(),
              node.get("side").intValue(),
              node.get("tokens").intValue()));
    }
    return cases;
  }

  UNet2DConditionModel unet() {
    return new UNet2DConditionModel(config);
  }

  /** Floating-point operations of a forward pass: two for each multiply-accumulate. */
  double forwardOperations() {
    return 2.0 * shapes().multiplyAccumulates();
  }

  long parameters() {
    return shapes().parameterCount();
  }

  private ShapeOps shapes() {
    return ShapeOps.of(
        unet(),
        new long[] {batch, config.inChannels(), side, side},
        new long[] {batch, config.timestepChannels()},
        new long[] {batch, tokens, config.crossAttentionDim()});
  }
}
