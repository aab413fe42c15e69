package org.collapselab.diffusion.clip;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.collapselab.diffusion.Golden;
import org.collapselab.diffusion.nn.ConfigJson;
import org.collapselab.diffusion.nn.EagerOps;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Weights;
import org.junit.jupiter.api.Test;

class ClipGoldenTest {

  private final Golden encoder = Golden.read("text_tiny");
  private final ClipTextModel states = new ClipTextModel(ClipTextConfig.of(config(encoder)));
  private final Golden clip = Golden.read("clip_tiny");
  private final ClipTextModel text = new ClipTextModel(ClipTextConfig.of(config(clip)));
  private final ClipVisionModel vision = new ClipVisionModel(ClipVisionConfig.of(config(clip)));

  @Test
  void givesTheStatesOfTransformersWhenEager() {
    try (Weights weights = Golden.weights(states.parameters());
        NDManager manager = weights.manager().newSubManager()) {
      // Given
      EagerOps ops = new EagerOps(weights);
      NDArray ids = encoder.tensor(manager, "input_ids");

      // Then
      assertMatches(encoder, "last_hidden_state", states.lastHiddenState(ops, ids));
      assertMatches(encoder, "penultimate", states.penultimateHiddenState(ops, ids));
    }
  }

  @Test
  void givesTheStatesOfTransformersWhenCompiled() {
    try (Weights weights = Golden.weights(states.parameters());
        NDManager manager = weights.manager().newSubManager();
        Script script = Script.compile(states.states(), weights)) {

      // When
      NDArray actual = script.run(encoder.tensor(manager, "input_ids"));

      // Then
      assertMatches(encoder, "last_hidden_state", actual);
    }
  }

  @Test
  void givesTheFeaturesOfTransformersWhenEager() {
    try (Weights weights = Golden.weights(towers());
        NDManager manager = weights.manager().newSubManager()) {
      // Given
      EagerOps ops = new EagerOps(weights);
      NDArray ids = clip.tensor(manager, "input_ids");

      // When
      NDArray textFeatures = text.features(ops, ids, endPositions(ids));
      NDArray imageFeatures = vision.features(ops, pixels(manager));

      // Then
      assertMatches(clip, "text_features", textFeatures);
      assertMatches(clip, "image_features", imageFeatures);
      assertMatches(clip, "text_embeds", ops.l2Normalize(textFeatures));
      assertMatches(clip, "image_embeds", ops.l2Normalize(imageFeatures));
    }
  }

  @Test
  void givesTheFeaturesOfTransformersWhenCompiled() {
    try (Weights weights = Golden.weights(towers());
        NDManager manager = weights.manager().newSubManager();
        Script textFeatures = Script.compile(text.features(), weights);
        Script imageFeatures = Script.compile(vision.features(), weights)) {
      // Given
      NDArray ids = clip.tensor(manager, "input_ids");

      // Then
      assertMatches(clip, "text_features", textFeatures.run(ids, endPositions(ids)));
      assertMatches(clip, "image_features", imageFeatures.run(pixels(manager)));
    }
  }

  private static ConfigJson config(Golden golden) {
    return ConfigJson.parse("golden", golden.text("config"));
  }

  private Map<String, long[]> towers() {
    Map<String, long[]> parameters = new LinkedHashMap<>(text.parameters());
    parameters.putAll(vision.parameters());
    return parameters;
  }

  private NDArray pixels(NDManager manager) {
    return manager.create(clip.input("pixel_values", 2 * 3 * 32 * 32), new Shape(2, 3, 32, 32));
  }

  private NDArray endPositions(NDArray ids) {
    long[] flat = ids.toLongArray();
    int length = (int) ids.getShape().get(1);
    long[] positions = new long[flat.length / length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] =
          text.config().endPosition(Arrays.copyOfRange(flat, i * length, (i + 1) * length));
    }
    return ids.getManager().create(positions);
  }

  private static void assertMatches(Golden golden, String tensor, NDArray actual) {
    assertThat(golden.difference(actual, tensor))
        .as(tensor)
        .isLessThanOrEqualTo(golden.tolerance(tensor));
  }
}
