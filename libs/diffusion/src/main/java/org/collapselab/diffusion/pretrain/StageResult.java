package org.collapselab.diffusion.pretrain;

import java.util.List;

/**
 * How a stage went.
 *
 * @param parameters how long and how fast it was to be
 * @param skipped steps left out because their gradients were not finite
 * @param seconds wall-clock time
 * @param loss the mean loss up to each of some fifty points
 */
record StageResult(StageParameters parameters, int skipped, double seconds, List<Point> loss) {

  /** The mean loss of the steps since the previous point. */
  record Point(int step, double loss) {}
}
