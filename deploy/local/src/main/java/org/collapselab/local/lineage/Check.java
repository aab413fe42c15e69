package org.collapselab.local.lineage;

/**
 * What came of checking an artifact.
 *
 * @param artifact what it is, in a few words
 */
public record Check(String artifact, Verdict verdict, String detail) {

  /** How it ended. */
  public enum Verdict {
    /** It is what its recipe gives, or what its hash says. */
    HOLDS,
    /** It is not. */
    FAILS,
    /** It was not recomputed; the detail says why. */
    SKIPPED
  }

  static Check holds(String artifact, String detail) {
    return new Check(artifact, Verdict.HOLDS, detail);
  }

  static Check fails(String artifact, String detail) {
    return new Check(artifact, Verdict.FAILS, detail);
  }

  static Check skipped(String artifact, String detail) {
    return new Check(artifact, Verdict.SKIPPED, detail);
  }

  /** One line. */
  public String line() {
    String word =
        switch (verdict) {
          case HOLDS -> "holds";
          case FAILS -> "FAILS";
          case SKIPPED -> "not recomputed";
        };
    return "%s: %s: %s".formatted(word, artifact, detail);
  }
}
