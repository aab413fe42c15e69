package org.collapselab.local.golden;

import java.util.Locale;
import org.collapselab.diffusion.golden.Finding;

/** A finding as a line of text. */
public final class FindingLine {
  private FindingLine() {}

  /**
   * Such as {@code ok vae_tiny mean error 2.1e-06 tolerance 1.9e-05}.
   *
   * @param golden name of the golden
   */
  public static String of(String golden, Finding finding) {
    String subject = finding.subject().isEmpty() ? golden : golden + " " + finding.subject();
    if (finding instanceof Finding.Compared compared) {
      String verdict = compared.holds() ? "ok" : "WRONG";
      return String.format(
          Locale.ROOT,
          "%-11s %s  error %.2e  tolerance %.2e",
          verdict,
          subject,
          compared.error(),
          compared.tolerance());
    }
    if (finding instanceof Finding.NotChecked unchecked) {
      return "%-11s %s  %s".formatted("not checked", subject, unchecked.reason());
    }
    return "%-11s %s  %s".formatted("BROKEN", subject, ((Finding.Broken) finding).problem());
  }
}
