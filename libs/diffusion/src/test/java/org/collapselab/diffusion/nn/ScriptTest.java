package org.collapselab.diffusion.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptTest {

  /** x·wᵀ with w [1,2]. */
  private static final Network PRODUCT =
      new Network() {
        @Override
        public int inputs() {
          return 1;
        }

        @Override
        public <T> T forward(Ops<T> ops, List<T> inputs) {
          return ops.linear(inputs.get(0), ops.parameter("w", 1, 2));
        }
      };

  private final Weights weights =
      Weights.of(Map.of("w", new long[] {1, 2}), Map.of("w", new float[] {3, 4}), "cpu");
  private final NDManager manager = weights.manager().newSubManager();

  @AfterEach
  void free() {
    weights.close();
  }

  @Test
  void aScriptSeesTheWeightsAsTheyAreNow() {
    // Given
    NDArray x = manager.create(new float[][] {{1, 1}});
    try (Script script = Script.compile(PRODUCT, weights)) {
      assertThat(script.run(x).toFloatArray()).containsExactly(7);

      // When
      weights.get("w").addi(1);

      // Then
      assertThat(script.run(x).toFloatArray()).containsExactly(9);
    }
  }

  @Test
  void anOutputMayBeChangedInPlaceAndEnterAutograd() {
    // Given
    NDArray x = manager.create(new float[][] {{1, 1}});
    weights.get("w").setRequiresGradient(true);
    try (Script script = Script.compile(PRODUCT, weights)) {
      NDArray output = script.run(x);

      // When
      output.muli(2);
      NDArray loss =
          Torch.withGradient(
              () -> new EagerOps(weights).linear(x, weights.get("w")).mul(output).sum());
      Torch.backward(loss);

      // Then
      assertThat(weights.get("w").getGradient().toFloatArray()).containsExactly(14, 14);
    }
  }

  @Test
  void threadsMayShareAScript() throws Exception {
    // Given
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Script script = Script.compile(PRODUCT, weights)) {
      // When
      List<Future<Float>> results = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        float value = i;
        results.add(
            threads.submit(
                () -> {
                  try (NDManager own = weights.manager().newSubManager()) {
                    return script.run(own.create(new float[][] {{value, 0}})).getFloat();
                  }
                }));
      }

      // Then
      for (int i = 0; i < 200; i++) {
        assertThat(results.get(i).get()).isEqualTo(3f * i);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aParameterOfAnotherShapeIsRefused() {
    try (Weights other =
        Weights.of(Map.of("w", new long[] {2, 1}), Map.of("w", new float[] {3, 4}), "cpu")) {
      assertThatThrownBy(() -> Script.compile(PRODUCT, other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("w has the shape (2, 1), expected [1, 2]");
    }
  }

  @Test
  void anUnknownDeviceIsRefused() {
    assertThatThrownBy(() -> Torch.newManager("tpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected auto, cpu, cuda or cuda:N");
    assertThatThrownBy(() -> Torch.newManager("cuda:99"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"cuda:99\" asked for");
  }
}
