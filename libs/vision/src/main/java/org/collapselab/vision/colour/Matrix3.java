package org.collapselab.vision.colour;

/** Matrices of three rows and columns. */
final class Matrix3 {

  private Matrix3() {}

  static double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[3];
    for (int i = 0; i < 3; i++) {
      product[i] = matrix[i][0] * vector[0] + matrix[i][1] * vector[1] + matrix[i][2] * vector[2];
    }
    return product;
  }

  /** By Cramer's rule. */
  static double[][] inverse(double[][] m) {
    double[][] inverse = new double[3][3];
    double determinant = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        int r = (i + 1) % 3;
        int s = (i + 2) % 3;
        int p = (j + 1) % 3;
        int q = (j + 2) % 3;
        inverse[j][i] = m[r][p] * m[s][q] - m[r][q] * m[s][p];
      }
      determinant += m[0][i] * inverse[i][0];
    }
    for (double[] row : inverse) {
      for (int j = 0; j < 3; j++) {
        row[j] /= determinant;
      }
    }
    return inverse;
  }
}
