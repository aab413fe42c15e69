package org.collapselab.vision.judgement;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.collapselab.vision.faces.TinyFaceDetector;

/**
 * What a judge looks at.
 *
 * @param criteria what an image can be rejected for
 * @param faces finds faces, if there is such a detector
 */
public record Policy(Set<Criterion> criteria, Optional<TinyFaceDetector> faces) {

  /** The policy for which nothing else is said. */
  public static final Policy STANDARD = of(Criterion.STANDARD);

  /** Refuses a policy without a criterion, and one that looks for faces without a detector. */
  public Policy {
    if (criteria.isEmpty()) {
      throw new IllegalArgumentException("criteria: expected at least one, got none");
    }
    if (criteria.contains(Criterion.NO_FACE) && faces.isEmpty()) {
      throw new IllegalArgumentException(
          "criteria: %s expects a face detector, which is not here"
              .formatted(Criterion.NO_FACE.specName()));
    }
    criteria = Collections.unmodifiableSet(EnumSet.copyOf(criteria));
  }

  /** These criteria, without a face detector. */
  public static Policy of(Set<Criterion> criteria) {
    return new Policy(criteria, Optional.empty());
  }

  boolean has(Criterion criterion) {
    return criteria.contains(criterion);
  }
}
