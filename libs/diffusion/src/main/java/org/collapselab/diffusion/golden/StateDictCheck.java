package org.collapselab.diffusion.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.nn.ShapeOps;
import org.collapselab.diffusion.pipeline.StableDiffusionRelease;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.vae.AutoencoderKl;

/**
 * Names and shapes of the parameters of Stable Diffusion 2.1's networks: for each network of the
 * golden the number of parameters, and the number of tensors that are missing, unexpected or of
 * another shape.
 */
public final class StateDictCheck implements GoldenCheck {

  @Override
  public boolean accepts(GoldenFile golden) {
    return golden instanceof JsonGolden file
        && !file.json().isEmpty()
        && file.json().properties().stream().allMatch(entry -> isStateDict(entry.getValue()));
  }

  private static boolean isStateDict(JsonNode node) {
    return node.path("params").isIntegralNumber() && node.path("tensors").isArray();
  }

  @Override
  public void check(GoldenFile golden, Comparisons comparisons) {
    ((JsonGolden) golden)
        .json()
        .properties()
        .forEach(entry -> network(entry.getKey(), entry.getValue(), comparisons));
  }

  private static void network(String name, JsonNode golden, Comparisons comparisons) {
    switch (name) {
      case "unet_sd21" ->
          compare(
              name,
              golden,
              new UNet2DConditionModel(StableDiffusionRelease.V2_1.unet()).parameters(),
              comparisons);
      case "vae_sd" ->
          compare(
              name,
              golden,
              new AutoencoderKl(StableDiffusionRelease.V2_1.vae()).parameters(),
              comparisons);
      case "text_encoder_sd21" -> {
        ClipTextModel encoder = new ClipTextModel(StableDiffusionRelease.V2_1.textEncoder());
        compare(
            name,
            golden,
            ShapeOps.of(encoder.states(), new long[] {1, 1}).parameters(),
            comparisons);
      }
      default -> comparisons.notChecked(name, "the configuration of this network is not known");
    }
  }

  private static void compare(
      String name, JsonNode golden, Map<String, long[]> shapes, Comparisons comparisons) {
    Map<String, String> actual = new TreeMap<>();
    shapes.forEach((parameter, shape) -> actual.put(parameter, Arrays.toString(shape)));
    Map<String, String> expected = new TreeMap<>();
    golden
        .path("tensors")
        .forEach(tensor -> expected.put(tensor.path(0).asText(), shape(tensor.path(1))));
    long different =
        actual.entrySet().stream()
            .filter(e -> !e.getValue().equals(expected.get(e.getKey())))
            .count();
    long missing = expected.keySet().stream().filter(key -> !actual.containsKey(key)).count();
    double parameters = NetworkSize.parameters(shapes);
    comparisons.number(name + " params", parameters, golden.path("params").doubleValue(), 0);
    comparisons.number(name + " tensors", (double) (different + missing), 0, 0);
  }

  private static String shape(JsonNode node) {
    long[] shape = new long[node.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = node.get(i).asLong(-1);
    }
    return Arrays.toString(shape);
  }
}
