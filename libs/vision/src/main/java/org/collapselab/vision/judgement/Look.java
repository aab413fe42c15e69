package org.collapselab.vision.judgement;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.features.Embeddings;

/**
 * What there is to see in an image, before it is held against others.
 *
 * @param pixels what the pixels alone say
 * @param scene its {@link NaturalSceneStatistics}, or nothing if no criterion asks for them
 * @param direction of its embedding, [D]
 * @param agreement the cosine of its embedding and its caption's, if it has a caption
 * @param face how surely it shows a face, if a criterion asks for that
 */
@SuppressWarnings("ArrayRecordComponent")
record Look(
    PixelMeasures pixels,
    double[] scene,
    float[] direction,
    OptionalDouble agreement,
    OptionalDouble face) {

  static Look at(RgbImage image, float[] embedding, OptionalDouble agreement, Policy policy) {
    return new Look(
        PixelMeasures.of(image),
        policy.has(Criterion.UNNATURAL) ? NaturalSceneStatistics.of(image) : new double[0],
        Embeddings.unit(embedding),
        agreement,
        policy.has(Criterion.NO_FACE)
            ? OptionalDouble.of(policy.faces().orElseThrow().confidence(image))
            : OptionalDouble.empty());
  }

  /** The direction in the numbers that distances are computed in. */
  double[] feature() {
    double[] feature = new double[direction.length];
    Arrays.setAll(feature, i -> direction[i]);
    return feature;
  }

  /** The quantiles of its colours. */
  double[] colour() {
    return pixels.colour().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
