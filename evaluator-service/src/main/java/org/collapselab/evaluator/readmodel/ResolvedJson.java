package org.collapselab.evaluator.readmodel;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.collapselab.contracts.Json;
import org.collapselab.contracts.recipe.CanonicalJson;
import org.collapselab.contracts.spec.ResolvedExperiment;

/** Resolved experiments as the text in which the database keeps them. */
final class ResolvedJson {

  private ResolvedJson() {}

  static String write(ResolvedExperiment experiment) {
    return new String(CanonicalJson.bytes(Json.tree(experiment)), UTF_8);
  }

  static ResolvedExperiment read(String json) {
    return Json.read(Json.parse(json.getBytes(UTF_8)), ResolvedExperiment.class);
  }
}
