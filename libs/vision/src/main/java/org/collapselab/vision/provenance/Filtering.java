package org.collapselab.vision.provenance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a filter leaves of a set of images.
 *
 * @param flagged for each candidate, in order, whether it was taken for generated
 * @param total of all images
 * @param groups of each group's images; an image may be in several
 */
public record Filtering(List<Boolean> flagged, Tally total, SortedMap<String, Tally> groups) {

  /** An immutable copy. */
  public Filtering {
    flagged = List.copyOf(flagged);
    groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
  }

  /** Asks the filter about every candidate. */
  public static Filtering of(ProvenanceFilter filter, List<? extends Candidate> candidates) {
    List<Boolean> flagged = new ArrayList<>();
    SortedMap<String, Tally> groups = new TreeMap<>();
    Tally total = Tally.NOTHING;
    for (Candidate candidate : candidates) {
      boolean taken = filter.flagged(candidate);
      flagged.add(taken);
      Tally one = Tally.of(candidate.generated(), taken);
      total = total.plus(one);
      candidate.groups().forEach(group -> groups.merge(group, one, Tally::plus));
    }
    return new Filtering(flagged, total, groups);
  }

  /**
   * Counts of images.
   *
   * @param real images that are real
   * @param generated images that are generated
   * @param realLost real images that were flagged
   * @param generatedCaught generated images that were flagged
   */
  public record Tally(int real, int generated, int realLost, int generatedCaught) {

    static final Tally NOTHING = new Tally(0, 0, 0, 0);

    static Tally of(boolean generated, boolean flagged) {
      int lost = flagged ? 1 : 0;
      return generated ? new Tally(0, 1, 0, lost) : new Tally(1, 0, lost, 0);
    }

    Tally plus(Tally other) {
      return new Tally(
          real + other.real,
          generated + other.generated,
          realLost + other.realLost,
          generatedCaught + other.generatedCaught);
    }

    /** Images that are left. */
    public int kept() {
      return real - realLost + generated - generatedCaught;
    }

    /** The share of generated images among those that are left; 0 if none is left. */
    public double residualFraction() {
      return kept() == 0 ? 0 : (double) (generated - generatedCaught) / kept();
    }
  }
}
