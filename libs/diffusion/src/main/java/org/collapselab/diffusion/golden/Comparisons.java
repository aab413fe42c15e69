package org.collapselab.diffusion.golden;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Takes what a check computed for one golden, compares it with what is stored, and reports it. */
public final class Comparisons {

  private final GoldenFile golden;
  private final Consumer<Finding> findings;
  private final Set<String> covered = new HashSet<>();

  Comparisons(GoldenFile golden, Consumer<Finding> findings) {
    this.golden = golden;
    this.findings = findings;
  }

  /**
   * Compares with a tensor, to the {@link GoldenMetadata#tolerance} of its name.
   *
   * @param actual of the tensor's shape
   */
  public void tensor(String tensor, NDArray actual) throws IOException {
    tensor(tensor, actual, tensors().metadata().tolerance(tensor));
  }

  /** Compares with a tensor, to a given tolerance. */
  public void tensor(String tensor, NDArray actual, double tolerance) throws IOException {
    long[] shape = tensors().shape(tensor);
    if (!Arrays.equals(actual.getShape().getShape(), shape)) {
      covered.add(tensor);
      findings.accept(
          new Finding.Broken(
              tensor,
              "expected the shape "
                  + Arrays.toString(shape)
                  + ", computed "
                  + Arrays.toString(actual.getShape().getShape())));
      return;
    }
    tensor(tensor, Doubles.of(actual), tolerance);
  }

  /** Compares with a tensor's values, row-major, to a given tolerance. */
  public void tensor(String tensor, double[] actual, double tolerance) throws IOException {
    covered.add(tensor);
    values(tensor, actual, tensors().values(tensor), tolerance);
  }

  /** Compares with a tensor's values, each to its own tolerance. */
  public void tensor(String tensor, double[] actual, double[] tolerances) throws IOException {
    covered.add(tensor);
    double[] expected = tensors().values(tensor);
    if (!sameLength(tensor, actual, expected)) {
      return;
    }
    int worst = 0;
    for (int i = 0; i < actual.length; i++) {
      double excess = Math.abs(actual[i] - expected[i]) - tolerances[i];
      if (!(excess <= Math.abs(actual[worst] - expected[worst]) - tolerances[worst])) {
        worst = i;
      }
    }
    double error = actual.length == 0 ? 0 : Math.abs(actual[worst] - expected[worst]);
    double tolerance = actual.length == 0 ? 0 : tolerances[worst];
    findings.accept(new Finding.Compared(tensor, error, tolerance));
  }

  /** Compares values that are not a tensor of the golden with what is expected of them. */
  public void values(String subject, double[] actual, double[] expected, double tolerance) {
    if (!sameLength(subject, actual, expected)) {
      return;
    }
    double worst = 0;
    for (int i = 0; i < actual.length; i++) {
      worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
    }
    findings.accept(new Finding.Compared(subject, worst, tolerance));
  }

  /** Compares a number. */
  public void number(String subject, double actual, double expected, double tolerance) {
    findings.accept(new Finding.Compared(subject, Math.abs(actual - expected), tolerance));
  }

  /**
   * Compares the number of a network's parameters with that of the metadata. To be called before
   * memory is taken for them.
   *
   * @throws IllegalArgumentException if they do not fit into this machine's memory
   */
  public void parameters(Map<String, long[]> shapes) {
    double count = NetworkSize.parameters(shapes);
    number("params", count, tensors().metadata().number("params"), 0);
  }

  /** Says that a tensor of the golden is an input. */
  public void given(String tensor) {
    covered.add(tensor);
  }

  /** Says that a part is not checked, and why. */
  public void notChecked(String subject, String reason) {
    covered.add(subject);
    findings.accept(new Finding.NotChecked(subject, reason));
  }

  /** Reports every tensor that was neither compared nor given. */
  void reportUncovered() {
    if (golden instanceof TensorGolden file) {
      file.tensors().stream()
          .filter(tensor -> !covered.contains(tensor))
          .forEach(
              tensor ->
                  findings.accept(new Finding.NotChecked(tensor, "no check computes this tensor")));
    }
  }

  private boolean sameLength(String subject, double[] actual, double[] expected) {
    if (actual.length == expected.length) {
      return true;
    }
    findings.accept(
        new Finding.Broken(
            subject, "expected " + expected.length + " values, computed " + actual.length));
    return false;
  }

  private TensorGolden tensors() {
    if (golden instanceof TensorGolden file) {
      return file;
    }
    throw new IllegalStateException(golden.path() + " has no tensors");
  }
}
