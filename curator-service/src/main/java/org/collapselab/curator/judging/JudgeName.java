package org.collapselab.curator.judging;

import org.collapselab.contracts.Key;

/**
 * What a judge is: images it took its thresholds from, the network it looks with and the share of
 * real images it rejects.
 *
 * @param realDataset the real data set
 * @param checkpoint the base checkpoint, whose small CLIP is the network
 * @param size width and height of the images it judges
 */
record JudgeName(Key realDataset, Key checkpoint, int size, double falseRejectionRate) {

  @Override
  public String toString() {
    return realDataset + "/" + checkpoint + "/" + size + "/" + falseRejectionRate;
  }
}
