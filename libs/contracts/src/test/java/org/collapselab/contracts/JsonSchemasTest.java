package org.collapselab.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.collapselab.contracts.recipe.Recipes;
import org.junit.jupiter.api.Test;

class JsonSchemasTest {
  private static final String EVENT = "collapse.dataset.composed.v1.json";

  @Test
  void readsSchemasOnThreadsWhoseClassLoaderDoesNotKnowThem() {
    // Given
    Executor stranger =
        task -> {
          Thread thread = new Thread(task);
          thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
          thread.start();
        };
    // When
    JsonSchemas schema =
        CompletableFuture.supplyAsync(() -> JsonSchemas.resource(EVENT), stranger).join();
    // Then
    assertThat(schema.violations(Recipes.tree(Examples.IMAGE)))
        .extracting(ContractViolationException::field)
        .contains("experiment", "dataset", "checkpoint");
  }

  @Test
  void refusesASchemaThatIsNotThere() {
    assertThatThrownBy(() -> JsonSchemas.tree("nothing.json"))
        .hasMessageContaining("/schema/nothing.json");
  }
}
