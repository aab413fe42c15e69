package org.collapselab.vision.provenance;

/**
 * The squares of 8 x 8 pixels that an image's bits are put into, numbered row by row.
 *
 * @param columns squares side by side
 * @param rows squares one below the other
 */
record BlockGrid(int columns, int rows) {

  /** Pixels along the side of a square. */
  static final int SIDE = 8;

  /** What is done with a square. */
  interface Visitor {

    /** Is told a square's number and its top left pixel. */
    void visit(int square, int x, int y);
  }

  /** The squares that fit an image. */
  static BlockGrid of(int width, int height) {
    return new BlockGrid(width / SIDE, height / SIDE);
  }

  int size() {
    return columns * rows;
  }

  /** Visits every square. */
  void forEach(Visitor visitor) {
    forEachWithin(columns * SIDE, rows * SIDE, 0, 0, visitor);
  }

  /**
   * Visits every square that is whole in a part of the image, with its pixel in that part.
   *
   * @param width of the part
   * @param height of the part
   * @param left column that the part begins with
   * @param top row that the part begins with
   */
  void forEachWithin(int width, int height, int left, int top, Visitor visitor) {
    for (int square = 0; square < size(); square++) {
      int x = square % columns * SIDE - left;
      int y = square / columns * SIDE - top;
      if (x >= 0 && y >= 0 && x + SIDE <= width && y + SIDE <= height) {
        visitor.visit(square, x, y);
      }
    }
  }
}
