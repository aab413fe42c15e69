package org.collapselab.vision.metrics;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Inner products of the rows of two matrices, some rows at a time, so that memory is bounded. */
record InnerProducts(DMatrixRMaj a, DMatrixRMaj b) {

  /** Products held at a time, 32 MiB of doubles. */
  private static final int MOST_ENTRIES = 1 << 22;

  /** Takes the products of one row of a with every row of b. */
  interface Consumer {

    /**
     * Looks at a row.
     *
     * @param row its index in a
     * @param values holds the products from {@code offset} on; may be changed
     */
    void accept(int row, double[] values, int offset);
  }

  /** Shows the rows of a one after another. */
  void forEachRow(Consumer consumer) {
    int block = Math.max(1, MOST_ENTRIES / b.numRows);
    for (int from = 0; from < a.numRows; from += block) {
      int to = Math.min(a.numRows, from + block);
      DMatrixRMaj rows =
          to - from == a.numRows ? a : CommonOps_DDRM.extract(a, from, to, 0, a.numCols);
      double[] products = LinearAlgebra.product(rows, b).data;
      for (int i = from; i < to; i++) {
        consumer.accept(i, products, (i - from) * b.numRows);
      }
    }
  }
}
