package org.collapselab.evaluator.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.TestTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import org.collapselab.contracts.Key;
import org.collapselab.testing.ScalingQuery;
import org.collapselab.testing.SharedStackResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SharedStackResource.class)
class ScalingTest {
  private static final String KEY = Key.sha256(new byte[] {1}).value();

  @Inject EntityManager entities;
  @Inject EvaluationRows evaluations;

  @Test
  @TestTransaction
  void shouldCountTheEvaluationsThatAreReadyAsTheMeasurerDoes() {
    // Given an evaluation that lacks one of its two images
    long before = counted();
    execute(
        "insert into evaluation (key, checkpoint, base, recipe, state, requester, requested_at)"
            + " values ('%s', 'c', 'b', '{}', 'WAITING', 'x', now())".formatted(KEY));
    execute(
        "insert into evaluation_image (evaluation, slot, image, caption, held_out, made_at)"
            + " values ('%1$s', 0, 'i', 'c', false, now()), ('%1$s', 1, 'j', 'c', false, null)"
                .formatted(KEY));
    assertThat(counted()).isEqualTo(before).isEqualTo(evaluations.ready().size());

    // When
    execute("update evaluation_image set made_at = now() where evaluation = '%s'".formatted(KEY));

    // Then
    assertThat(counted()).isEqualTo(before + 1).isEqualTo(evaluations.ready().size());
  }

  private long counted() {
    Object rows = entities.createNativeQuery(ScalingQuery.of("evaluator")).getSingleResult();
    return ((Number) rows).longValue();
  }

  private void execute(String sql) {
    assertThat(entities.createNativeQuery(sql).executeUpdate()).isPositive();
  }
}
