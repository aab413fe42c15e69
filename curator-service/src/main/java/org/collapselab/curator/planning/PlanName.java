package org.collapselab.curator.planning;

/** What a plan is for: the data set of one iteration of one condition of an experiment. */
public record PlanName(String experiment, String condition, int iteration) {

  @Override
  public String toString() {
    return experiment + "/" + condition + "/" + iteration;
  }
}
