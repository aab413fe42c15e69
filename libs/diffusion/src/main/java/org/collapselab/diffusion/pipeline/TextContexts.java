package org.collapselab.diffusion.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.text.BpeTokenizer;

/** The contexts of prompts; those last used are kept, for an experiment has few prompts. */
final class TextContexts implements AutoCloseable {

  private static final int KEPT = 256;

  private final BpeTokenizer tokenizer;
  private final Script encoder;
  private final NDManager manager;
  private final Map<String, NDArray> contexts = new LinkedHashMap<>(16, 0.75f, true);

  TextContexts(BpeTokenizer tokenizer, Script encoder, NDManager manager) {
    this.tokenizer = tokenizer;
    this.encoder = encoder;
    this.manager = manager;
  }

  /** The contexts [B,L,E] of B prompts, a copy that belongs to the given manager. */
  synchronized NDArray of(NDManager owner, List<String> prompts) {
    NDList rows = new NDList();
    for (String prompt : prompts) {
      // Each prompt is encoded alone, so that its context does not depend on the others.
      rows.add(contexts.computeIfAbsent(prompt, this::encode));
    }
    NDArray joined = NDArrays.concat(rows);
    joined.attach(owner);
    forgetOldest();
    return joined;
  }

  private NDArray encode(String prompt) {
    long[] ids = tokenizer.encode(prompt);
    try (NDArray row = manager.create(ids, new Shape(1, ids.length))) {
      return encoder.run(row);
    }
  }

  private void forgetOldest() {
    var oldest = contexts.values().iterator();
    for (int excess = contexts.size() - KEPT; excess > 0; excess--) {
      oldest.next().close();
      oldest.remove();
    }
  }

  @Override
  public synchronized void close() {
    encoder.close();
    manager.close();
    contexts.clear();
  }
}
