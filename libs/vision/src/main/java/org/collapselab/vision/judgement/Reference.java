package org.collapselab.vision.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What real images are like, in all that the criteria look at: it scores other images. */
final class Reference {

  private final Typicality features;
  private final Typicality colours;
  private final Optional<Typicality> scenes;
  private final Optional<NearestDirection> nearest;
  private final List<SortedMap<String, Double>> own;

  private Reference(
      Typicality features,
      Typicality colours,
      Optional<Typicality> scenes,
      Optional<NearestDirection> nearest,
      List<SortedMap<String, Double>> own) {
    this.features = features;
    this.colours = colours;
    this.scenes = scenes;
    this.nearest = nearest;
    this.own = own;
  }

  /** Learns from real images. */
  static Reference of(List<Look> real, Policy policy) {
    double[][] features = rows(real, Look::feature);
    double[][] colour = rows(real, Look::colour);
    double[] featureDistances = Typicality.crossFit(features);
    double[] colourDistances = Typicality.crossFit(colour);
    Optional<double[][]> scene =
        Optional.of(rows(real, Look::scene)).filter(s -> policy.has(Criterion.UNNATURAL));
    Optional<double[]> sceneDistances = scene.map(Typicality::crossFit);
    Optional<NearestDirection> nearest =
        Optional.of(
                new NearestDirection(real.stream().map(Look::direction).toArray(float[][]::new)))
            .filter(n -> policy.has(Criterion.COPIED));
    Optional<double[]> similarities = nearest.map(NearestDirection::similarities);
    List<SortedMap<String, Double>> own = new ArrayList<>();
    for (int i = 0; i < real.size(); i++) {
      int at = i;
      SortedMap<String, Double> scores =
          scores(real.get(i), featureDistances[i], colourDistances[i]);
      sceneDistances.ifPresent(d -> scores.put(Criterion.UNNATURAL.score(), d[at]));
      similarities.ifPresent(s -> scores.put(Criterion.COPIED.score(), s[at]));
      own.add(scores);
    }
    return new Reference(
        Typicality.of(features),
        Typicality.of(colour),
        scene.map(Typicality::of),
        nearest,
        List.copyOf(own));
  }

  /** The scores of the real images, each as if it had not been learned from. */
  List<SortedMap<String, Double>> own() {
    return own;
  }

  /** The scores of another image. */
  SortedMap<String, Double> scores(Look look) {
    SortedMap<String, Double> scores =
        scores(look, features.distance(look.feature()), colours.distance(look.colour()));
    scenes.ifPresent(s -> scores.put(Criterion.UNNATURAL.score(), s.distance(look.scene())));
    nearest.ifPresent(n -> scores.put(Criterion.COPIED.score(), n.similarity(look.direction())));
    return scores;
  }

  private static SortedMap<String, Double> scores(
      Look look, double featureDistance, double colourDistance) {
    SortedMap<String, Double> scores = new TreeMap<>();
    scores.put(Criterion.BLANK.score(), look.pixels().deviation());
    scores.put(Criterion.FLAT.score(), look.pixels().entropy());
    scores.put(Criterion.BLURRED.score(), look.pixels().sharpness());
    scores.put(Criterion.DARK.score(), look.pixels().brightness());
    scores.put(Criterion.OFF_COLOUR.score(), colourDistance);
    scores.put(Criterion.ATYPICAL.score(), featureDistance);
    look.agreement().ifPresent(a -> scores.put(Criterion.OFF_PROMPT.score(), a));
    look.face().ifPresent(f -> scores.put(Criterion.NO_FACE.score(), f));
    return scores;
  }

  private static double[][] rows(List<Look> looks, Function<Look, double[]> row) {
    return looks.stream().map(row).toArray(double[][]::new);
  }
}
