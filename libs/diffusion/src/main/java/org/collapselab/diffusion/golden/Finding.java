package org.collapselab.diffusion.golden;

/** What was found out about a part of a golden. */
public sealed interface Finding {

  /** The tensor or fact it is about; empty if it is about the whole golden. */
  String subject();

  /** Whether it leaves the golden in order. */
  boolean holds();

  /**
   * A comparison.
   *
   * @param subject the tensor or fact compared
   * @param error the largest absolute difference; not a number if any value is not
   * @param tolerance the largest error allowed
   */
  record Compared(String subject, double error, double tolerance) implements Finding {

    @Override
    public boolean holds() {
      return error <= tolerance;
    }
  }

  /**
   * Something nothing here knows how to check.
   *
   * @param reason why not
   */
  record NotChecked(String subject, String reason) implements Finding {

    @Override
    public boolean holds() {
      return true;
    }
  }

  /**
   * Something that kept a comparison from being made.
   *
   * @param problem what is wrong, naming file, field or key
   */
  record Broken(String subject, String problem) implements Finding {

    @Override
    public boolean holds() {
      return false;
    }
  }
}
