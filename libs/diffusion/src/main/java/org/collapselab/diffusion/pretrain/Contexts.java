package org.collapselab.diffusion.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.nn.EagerOps;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.text.BpeTokenizer;

/** What the text encoder makes of each caption, and of the empty one, computed once. */
final class Contexts {

  private static final int BATCH = 64;

  private final int length;
  private final int width;
  private final List<float[]> rows;

  private Contexts(int length, int width, List<float[]> rows) {
    this.length = length;
    this.width = width;
    this.rows = rows;
  }

  static Contexts encode(
      List<String> captions, BpeTokenizer tokenizer, ClipTextModel text, Weights weights) {
    List<String> all = new ArrayList<>(captions);
    all.add("");
    return Torch.withoutGradient(() -> encodeAll(all, tokenizer, text, weights));
  }

  private static Contexts encodeAll(
      List<String> captions, BpeTokenizer tokenizer, ClipTextModel text, Weights weights) {
    int length = tokenizer.length();
    int width = text.config().encoder().hiddenSize();
    List<float[]> rows = new ArrayList<>();
    EagerOps ops = new EagerOps(weights);
    for (int first = 0; first < captions.size(); first += BATCH) {
      List<String> part = captions.subList(first, Math.min(first + BATCH, captions.size()));
      long[] ids = part.stream().map(tokenizer::encode).flatMapToLong(Arrays::stream).toArray();
      try (NDManager manager = weights.manager().newSubManager()) {
        NDArray states =
            text.lastHiddenState(ops, manager.create(ids, new Shape(part.size(), length)));
        float[] values = states.toFloatArray();
        for (int i = 0; i < part.size(); i++) {
          float[] row = new float[length * width];
          System.arraycopy(values, i * row.length, row, 0, row.length);
          rows.add(row);
        }
      }
    }
    return new Contexts(length, width, rows);
  }

  int captions() {
    return rows.size() - 1;
  }

  int length() {
    return length;
  }

  int width() {
    return width;
  }

  /** Values of one context. */
  int size() {
    return length * width;
  }

  float[] of(int caption) {
    return rows.get(caption);
  }

  float[] ofNothing() {
    return rows.get(rows.size() - 1);
  }
}
