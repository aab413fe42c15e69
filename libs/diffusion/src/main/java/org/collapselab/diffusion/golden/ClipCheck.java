package org.collapselab.diffusion.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.collapselab.diffusion.clip.ClipTextConfig;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.clip.ClipVisionConfig;
import org.collapselab.diffusion.clip.ClipVisionModel;
import org.collapselab.diffusion.nn.ConfigJson;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Weights;

/** Features of both towers of CLIP, their directions, and the similarity of the two. */
public final class ClipCheck extends TensorGoldenCheck {

  private static final String IDS = "input_ids";

  /** Scales the similarity and belongs to neither tower. */
  private static final String TEMPERATURE = "logit_scale";

  /** A check of goldens of the kind {@code clip}. */
  public ClipCheck() {
    super("clip");
  }

  @Override
  protected void check(TensorGolden golden, Comparisons comparisons) throws IOException {
    ConfigJson config = golden.metadata().config("config");
    ClipTextModel text = new ClipTextModel(ClipTextConfig.of(config));
    ClipVisionModel vision = new ClipVisionModel(ClipVisionConfig.of(config));
    TokenIds.require(golden, IDS, text.config());
    comparisons.given(IDS);
    Map<String, long[]> towers = new LinkedHashMap<>(text.parameters());
    towers.putAll(vision.parameters());
    Map<String, long[]> all = new LinkedHashMap<>(towers);
    all.put(TEMPERATURE, new long[0]);
    comparisons.parameters(all);
    try (Weights weights = Formula.weights(towers, "cpu");
        NDManager manager = weights.manager().newSubManager();
        Script images = Script.compile(vision.features(), weights);
        Script texts = Script.compile(text.features(), weights)) {
      NDArray ids = golden.tensor(manager, IDS);
      NDArray ends = manager.create(ends(text.config(), ids));
      NDArray imageFeatures = images.run(golden.input(manager, "pixel_values"));
      NDArray textFeatures = texts.run(ids, ends);
      comparisons.tensor("image_features", imageFeatures);
      comparisons.tensor("text_features", textFeatures);
      NDArray image = unit(imageFeatures);
      NDArray caption = unit(textFeatures);
      comparisons.tensor("image_embeds", image);
      comparisons.tensor("text_embeds", caption);
      NDArray cosine = image.matMul(caption.transpose());
      comparisons.tensor("cosine", cosine);
      double scale = Math.exp(golden.metadata().number(TEMPERATURE));
      comparisons.tensor("logits_per_image", cosine.mul(scale));
    }
  }

  private static long[] ends(ClipTextConfig config, NDArray ids) {
    int rows = (int) ids.getShape().get(0);
    int length = (int) ids.getShape().get(1);
    long[] all = ids.toLongArray();
    long[] ends = new long[rows];
    Arrays.setAll(
        ends, row -> config.endPosition(Arrays.copyOfRange(all, row * length, (row + 1) * length)));
    return ends;
  }

  private static NDArray unit(NDArray features) {
    return features.div(features.norm(new int[] {1}, true));
  }
}
