package org.collapselab.vision.provenance;

/** One channel of an image, row by row from the top left, as numbers. */
final class Plane {

  private final int width;
  private final int height;
  private final double[] values;

  Plane(int width, int height) {
    this(width, height, new double[width * height]);
  }

  Plane(int width, int height, double[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  double get(int x, int y) {
    return values[y * width + x];
  }

  void set(int x, int y, double value) {
    values[y * width + x] = value;
  }
}
