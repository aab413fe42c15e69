package org.collapselab.diffusion.golden;

import java.io.IOException;

/** A check of the safetensors goldens of one kind. */
public abstract class TensorGoldenCheck implements GoldenCheck {

  private final String kind;

  /** A check of goldens whose metadata have this kind. */
  protected TensorGoldenCheck(String kind) {
    this.kind = kind;
  }

  @Override
  public final boolean accepts(GoldenFile golden) {
    return golden instanceof TensorGolden && golden.kind().equals(kind);
  }

  @Override
  public final void check(GoldenFile golden, Comparisons comparisons) throws IOException {
    check((TensorGolden) golden, comparisons);
  }

  /** As {@link GoldenCheck#check}. */
  protected abstract void check(TensorGolden golden, Comparisons comparisons) throws IOException;
}
