package org.collapselab.diffusion.pretrain;

import java.util.ArrayList;
import java.util.List;

/** Gathers the losses of a stage into some fifty means and reports each. */
final class LossCurve {

  private static final int POINTS = 50;

  private final String stage;
  private final int steps;
  private final PretrainingListener listener;
  private final List<StageResult.Point> points = new ArrayList<>();
  private double sum;
  private int before;
  private long since = System.nanoTime();

  LossCurve(String stage, int steps, PretrainingListener listener) {
    this.stage = stage;
    this.steps = steps;
    this.listener = listener;
  }

  /** Adds the loss of a step, counted from 1, and says whether that made a point. */
  boolean add(int step, double loss) {
    sum += loss;
    if (step % Math.max(1, steps / POINTS) != 0 && step != steps) {
      return false;
    }
    int count = step - before;
    long now = System.nanoTime();
    points.add(new StageResult.Point(step, sum / count));
    listener.progressed(stage, step, steps, sum / count, (now - since) / 1e6 / count);
    sum = 0;
    before = step;
    since = now;
    return true;
  }

  List<StageResult.Point> points() {
    return List.copyOf(points);
  }
}
