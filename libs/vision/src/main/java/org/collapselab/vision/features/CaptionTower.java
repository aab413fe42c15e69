package org.collapselab.vision.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.collapselab.diffusion.clip.ClipTextConfig;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.text.BpeTokenizer;

/** CLIP's compiled text tower with its weights and tokenizer. Safe for use by several threads. */
final class CaptionTower implements AutoCloseable {

  private final Weights weights;
  private final Script script;
  private final ClipTextConfig config;
  private final BpeTokenizer tokenizer;
  private final Batch batch;

  private CaptionTower(
      Weights weights, Script script, ClipTextConfig config, BpeTokenizer tokenizer, Batch batch) {
    this.weights = weights;
    this.script = script;
    this.config = config;
    this.tokenizer = tokenizer;
    this.batch = batch;
  }

  /**
   * Compiles the tower.
   *
   * @param weights are closed with the tower, or when this fails
   */
  static CaptionTower of(
      ClipTextModel model, Weights weights, BpeTokenizer tokenizer, Batch batch) {
    try {
      Script script = Script.compile(model.features(), weights);
      return new CaptionTower(weights, script, model.config(), tokenizer, batch);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** The features of each caption, [N,D]; captions beyond the tokenizer's length are cut. */
  float[][] features(List<String> captions) {
    int length = tokenizer.length();
    float[][] features = new float[captions.size()][];
    for (int from = 0; from < captions.size(); from += batch.size()) {
      int count = Math.min(batch.size(), captions.size() - from);
      long[] ids = new long[batch.size() * length];
      long[] ends = new long[batch.size()];
      for (int i = 0; i < count; i++) {
        long[] caption = tokenizer.encode(captions.get(from + i));
        System.arraycopy(caption, 0, ids, i * length, length);
        ends[i] = config.endPosition(caption);
      }
      try (NDManager manager = Torch.newManager(batch.device())) {
        NDArray input = manager.create(ids, new Shape(batch.size(), length));
        NDArray output = script.run(input, manager.create(ends));
        ImageTower.copyRows(output, features, from, count, batch.size());
      }
    }
    return features;
  }

  @Override
  public void close() {
    script.close();
    weights.close();
  }
}
