package org.collapselab.artifacts;

import java.util.List;
import org.collapselab.contracts.Require;
import org.collapselab.contracts.event.Metric;
import org.collapselab.contracts.recipe.EvaluationRecipe;

/** What was measured, and by what recipe. */
public record Evaluation(EvaluationRecipe recipe, List<Metric> metrics) {
  public Evaluation {
    Require.present(recipe, "recipe");
    metrics = Require.list(metrics, 1, 10_000, "metrics");
  }
}
