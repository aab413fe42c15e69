package org.collapselab.vision.statistics;

/** The mean of one value per item. */
public final class Mean implements Statistic {

  private final double[] values;

  /** The mean of {@code values} [N]. */
  public Mean(double[] values) {
    this.values = values.clone();
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public double of(int[] multiplicities) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < values.length; i++) {
      sum += multiplicities[i] * values[i];
      count += multiplicities[i];
    }
    return sum / count;
  }

  @Override
  public Resampling resampling() {
    return Resampling.WITH_REPLACEMENT;
  }
}
