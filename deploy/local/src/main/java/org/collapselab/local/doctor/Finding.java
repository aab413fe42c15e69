package org.collapselab.local.doctor;

import java.util.Locale;

/**
 * What an examination found.
 *
 * @param subject what was looked at
 * @param text what was found, and what to do if it is wrong
 */
public record Finding(Verdict verdict, String subject, String text) {
  /** Whether the lab can run. */
  public enum Verdict {
    OK,
    /** It can, but not well. */
    POOR,
    /** It cannot. */
    WRONG;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String subject, String text) {
    return new Finding(Verdict.OK, subject, text);
  }

  static Finding poor(String subject, String text) {
    return new Finding(Verdict.POOR, subject, text);
  }

  static Finding wrong(String subject, String text) {
    return new Finding(Verdict.WRONG, subject, text);
  }
}
