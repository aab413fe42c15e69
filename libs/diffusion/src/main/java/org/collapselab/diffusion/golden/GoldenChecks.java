package org.collapselab.diffusion.golden;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** The checks there are, by the kinds of goldens they know. */
public final class GoldenChecks {

  private final List<GoldenCheck> checks;

  /** These checks; of two that accept a golden the first is taken. */
  public GoldenChecks(List<GoldenCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  /** The checks of every module on the class path. */
  public static GoldenChecks installed() {
    return new GoldenChecks(
        ServiceLoader.load(GoldenCheck.class, GoldenCheck.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /**
   * Checks a file. Whatever is wrong with it is a finding.
   *
   * @param findings takes each finding as soon as it is made
   */
  public void check(Path file, Consumer<Finding> findings) {
    try (GoldenFile golden = GoldenFile.open(file)) {
      check(golden, findings);
    } catch (IOException | RuntimeException e) {
      findings.accept(new Finding.Broken("", problem(e)));
    }
  }

  private void check(GoldenFile golden, Consumer<Finding> findings) throws IOException {
    Optional<GoldenCheck> check =
        checks.stream().filter(candidate -> candidate.accepts(golden)).findFirst();
    if (check.isEmpty()) {
      String kind = golden.kind().isEmpty() ? "golden" : '"' + golden.kind() + '"';
      findings.accept(new Finding.NotChecked("", "no check for this kind of " + kind));
      return;
    }
    Comparisons comparisons = new Comparisons(golden, findings);
    check.get().check(golden, comparisons);
    comparisons.reportUncovered();
  }

  private static String problem(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
