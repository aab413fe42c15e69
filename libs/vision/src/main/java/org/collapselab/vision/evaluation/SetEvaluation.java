package org.collapselab.vision.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.collapselab.vision.features.NetworkFacts;
import org.collapselab.vision.metrics.Alignment;
import org.collapselab.vision.metrics.ColourHistogramDistance;
import org.collapselab.vision.metrics.Extrapolation;
import org.collapselab.vision.metrics.Gaussian;
import org.collapselab.vision.metrics.GroupedMoments;
import org.collapselab.vision.statistics.Comparison;
import org.collapselab.vision.statistics.Estimate;
import org.collapselab.vision.statistics.Statistic;

/** Measures sets of generated images against one set of real ones. */
public final class SetEvaluation {

  /** From so many images on, the moments of groups are resampled and not the images. */
  private static final int MANY = 2048;

  /** An extrapolation's interval takes halves of halves, which need two images each. */
  private static final int FEWEST_TO_EXTRAPOLATE = 8;

  private final NetworkFacts network;
  private final Measuring measuring;
  private final LookedAt real;
  private Gaussian reference;

  /** Measures against these real images. */
  public SetEvaluation(NetworkFacts network, Measuring measuring, LookedAt real) {
    this.network = network;
    this.measuring = measuring;
    this.real = real;
  }

  /** What can be measured of the images, in the order asked for. */
  public List<Measured> of(LookedAt generated) {
    Map<Measure, Estimate> floors = floors(generated.features().length);
    FeatureComparison comparison = comparison(generated);
    List<Measured> measured = new ArrayList<>();
    for (Measure measure : measuring.measures()) {
      Optional<Statistic> statistic = statistic(measure, generated, comparison);
      if (statistic.isEmpty()) {
        continue;
      }
      Estimate estimate = measure.estimate(statistic.get(), measuring.bootstrap());
      Optional<Estimate> floor = Optional.ofNullable(floors.get(measure));
      String name = measure.name(network);
      measured.add(new Measured(measure, name, false, estimate, floor));
      if (measure == Measure.FRECHET
          && measuring.extrapolate()
          && generated.count() >= FEWEST_TO_EXTRAPOLATE) {
        Estimate beyond = measuring.bootstrap().estimate(Extrapolation.of(statistic.get()));
        measured.add(
            new Measured(
                measure, name + ", extrapolated to infinite n", true, beyond, Optional.empty()));
      }
    }
    return List.copyOf(measured);
  }

  /**
   * The difference of two sets of equal size, first minus second, resampled with common indices:
   * the k-th image of either set is the same prompt and noise.
   *
   * @return what can be compared, in the order asked for
   */
  public Map<Measure, Comparison> difference(LookedAt first, LookedAt second) {
    FeatureComparison ofFirst = comparison(first);
    FeatureComparison ofSecond = comparison(second);
    Map<Measure, Comparison> differences = new EnumMap<>(Measure.class);
    for (Measure measure : measuring.measures()) {
      Optional<Statistic> a = statistic(measure, first, ofFirst);
      Optional<Statistic> b = statistic(measure, second, ofSecond);
      if (a.isPresent() && b.isPresent()) {
        differences.put(measure, measuring.bootstrap().compare(a.get(), b.get()));
      }
    }
    return differences;
  }

  private Optional<Statistic> statistic(
      Measure measure, LookedAt generated, FeatureComparison comparison) {
    return switch (measure) {
      case ALIGNMENT ->
          generated
              .captions()
              .filter(captions -> captions.length >= 4)
              .map(captions -> Alignment.statistic(generated.features(), captions));
      case COLOUR ->
          generated.colours().length < 4
              ? Optional.empty()
              : Optional.of(ColourHistogramDistance.statistic(generated.colours(), real.colours()));
      case FRECHET ->
          comparison.allows(measure)
              ? Optional.of(distance(generated, comparison))
              : Optional.empty();
      case KERNEL, GAUSSIAN_KERNEL, PRECISION, RECALL, DENSITY, COVERAGE, VENDI ->
          comparison.allows(measure)
              ? Optional.of(comparison.statistic(measure))
              : Optional.empty();
    };
  }

  private Statistic distance(LookedAt generated, FeatureComparison comparison) {
    if (generated.moments().isPresent()) {
      return generated.moments().get().distanceTo(reference());
    }
    if (generated.features().length < MANY) {
      return comparison.statistic(Measure.FRECHET);
    }
    GroupedMoments moments =
        new GroupedMoments(generated.features()[0].length, measuring.bootstrap().seed());
    for (float[] row : generated.features()) {
      moments.add(row);
    }
    return moments.distanceTo(reference());
  }

  private FeatureComparison comparison(LookedAt generated) {
    return new FeatureComparison(generated.features(), real.features(), this::reference);
  }

  private Gaussian reference() {
    if (reference == null) {
      reference =
          real.moments()
              .map(GroupedMoments::gaussian)
              .orElseGet(() -> Gaussian.of(real.features()));
    }
    return reference;
  }

  private Map<Measure, Estimate> floors(int images) {
    Map<Measure, Estimate> floors = new EnumMap<>(Measure.class);
    int aside = Math.min(images, real.features().length / 2);
    if (aside >= 4) {
      floors.putAll(
          FeatureFloors.of(measuring.floor(), real.features(), aside, measuring.measures()));
      if (measuring.measures().contains(Measure.COLOUR)) {
        floors.put(
            Measure.COLOUR,
            measuring
                .floor()
                .of(
                    real.colours(),
                    aside,
                    (a, rest) -> ColourHistogramDistance.statistic(a, rest).value()));
      }
    }
    real.captions()
        .filter(captions -> captions.length >= 4)
        .ifPresent(
            captions ->
                floors.put(
                    Measure.ALIGNMENT,
                    measuring
                        .bootstrap()
                        .estimate(Alignment.statistic(real.features(), captions))));
    return floors;
  }
}
