package org.collapselab.diffusion.data;

/**
 * The row filters of PNG (specification, section 9): for each row the one whose differences are
 * smallest in sum, the rule the specification recommends.
 */
final class PngFilter {

  private static final int PIXEL = 3;
  private static final int FILTERS = 5;

  private PngFilter() {}

  /** Rows of filter type and filtered bytes, ready to be deflated. */
  static byte[] filter(RgbImage image) {
    int stride = PIXEL * image.width();
    byte[] out = new byte[(stride + 1) * image.height()];
    byte[] above = new byte[stride];
    byte[] row = new byte[stride];
    byte[] candidate = new byte[stride];
    for (int y = 0; y < image.height(); y++) {
      System.arraycopy(image.rgb(), y * stride, row, 0, stride);
      long best = Long.MAX_VALUE;
      for (int type = 0; type < FILTERS; type++) {
        long sum = apply(type, row, above, candidate);
        if (sum < best) {
          best = sum;
          out[y * (stride + 1)] = (byte) type;
          System.arraycopy(candidate, 0, out, y * (stride + 1) + 1, stride);
        }
      }
      System.arraycopy(row, 0, above, 0, stride);
    }
    return out;
  }

  private static long apply(int type, byte[] row, byte[] above, byte[] filtered) {
    long sum = 0;
    for (int i = 0; i < row.length; i++) {
      int left = i < PIXEL ? 0 : row[i - PIXEL] & 0xff;
      int up = above[i] & 0xff;
      int corner = i < PIXEL ? 0 : above[i - PIXEL] & 0xff;
      int predicted =
          switch (type) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> up;
            case 3 -> (left + up) / 2;
            default -> paeth(left, up, corner);
          };
      filtered[i] = (byte) (row[i] - predicted);
      sum += Math.abs(filtered[i]);
    }
    return sum;
  }

  private static int paeth(int left, int up, int corner) {
    int estimate = left + up - corner;
    int toLeft = Math.abs(estimate - left);
    int toUp = Math.abs(estimate - up);
    int toCorner = Math.abs(estimate - corner);
    if (toLeft <= toUp && toLeft <= toCorner) {
      return left;
    }
    return toUp <= toCorner ? up : corner;
  }
}
