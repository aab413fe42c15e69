package org.collapselab.vision.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.TorchScript;
import org.ejml.data.DMatrixRMaj;

/**
 * Dense linear algebra in double precision by the LAPACK inside the engine, on all cores. Its
 * results may differ in the last digits between machines, which plain Java's do not.
 */
final class Lapack {

  private static final String SIGNATURE =
      "  def %s(self: " + TorchScript.SELF + ", a: Tensor, b: Tensor) -> Tensor:\n";

  private static final TorchScript SCRIPT =
      Torch.load(
          Torch.newManager("cpu"),
          SIGNATURE.formatted("product")
              + "    return torch.matmul(a, torch.t(b))\n"
              + SIGNATURE.formatted("singular_values")
              + "    return torch.linalg_svdvals(torch.matmul(a, torch.t(b)))\n"
              + SIGNATURE.formatted("own_singular_values")
              + "    return torch.linalg_svdvals(a)\n"
              + SIGNATURE.formatted("scatter")
              + "    return torch.matmul(torch.t(a), a)\n"
              + SIGNATURE.formatted("eigenvalues")
              + "    return torch.linalg_eigvalsh(a)\n"
              + SIGNATURE.formatted("cholesky")
              + "    c = torch.linalg_cholesky_ex(a)\n"
              + "    l, info, = c\n"
              + "    return torch.div(l, torch.eq(info, 0))\n"
              + SIGNATURE.formatted("eigen")
              + "    e = torch.linalg_eigh(a)\n"
              + "    values, vectors, = e\n"
              + "    return torch.cat([torch.unsqueeze(values, 0), torch.t(vectors)], 0)\n");

  /** Stands where a method takes one matrix. */
  private static final DMatrixRMaj NONE = new DMatrixRMaj(1, 1);

  private Lapack() {}

  /** a [N,K] times the transpose of b [M,K], [N,M]. */
  static DMatrixRMaj product(DMatrixRMaj a, DMatrixRMaj b) {
    return DMatrixRMaj.wrap(a.numRows, b.numRows, run("product", a, b));
  }

  /** The singular values of a [N,K] times the transpose of b [M,K]. */
  static double[] singularValues(DMatrixRMaj a, DMatrixRMaj b) {
    return run("singular_values", a, b);
  }

  /** The singular values of a matrix. */
  static double[] singularValues(DMatrixRMaj a) {
    return run("own_singular_values", a, NONE);
  }

  /** The transpose of a [N,K] times itself, [K,K]. */
  static DMatrixRMaj scatter(DMatrixRMaj a) {
    return DMatrixRMaj.wrap(a.numCols, a.numCols, run("scatter", a, NONE));
  }

  /** The eigenvalues of a symmetric matrix, ascending. */
  static double[] eigenvalues(DMatrixRMaj symmetric) {
    return run("eigenvalues", symmetric, NONE);
  }

  /**
   * The eigenvalues of a symmetric matrix, ascending, as row 0 and its vectors as the rows after.
   */
  static DMatrixRMaj eigen(DMatrixRMaj symmetric) {
    double[] values = run("eigen", symmetric, NONE);
    return DMatrixRMaj.wrap(symmetric.numRows + 1, symmetric.numRows, values);
  }

  /** The lower triangular L with LL' = the matrix; its entries are not finite if there is none. */
  static DMatrixRMaj cholesky(DMatrixRMaj symmetric) {
    double[] values = run("cholesky", symmetric, NONE);
    return DMatrixRMaj.wrap(symmetric.numRows, symmetric.numRows, values);
  }

  private static double[] run(String method, DMatrixRMaj a, DMatrixRMaj b) {
    try (NDManager manager = Torch.newManager("cpu")) {
      return SCRIPT
          .method(method)
          .array(array(manager, a))
          .array(array(manager, b))
          .run(manager)
          .toDoubleArray();
    }
  }

  private static NDArray array(NDManager manager, DMatrixRMaj matrix) {
    double[] values = matrix.data;
    int size = matrix.numRows * matrix.numCols;
    return manager.create(
        DoubleBuffer.wrap(values.length == size ? values : Arrays.copyOf(values, size)),
        new Shape(matrix.numRows, matrix.numCols));
  }
}
