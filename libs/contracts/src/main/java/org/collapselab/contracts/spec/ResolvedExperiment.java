package org.collapselab.contracts.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.collapselab.contracts.Json;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;
import org.collapselab.contracts.recipe.CanonicalJson;

/**
 * A spec whose model and data set are in the store.
 *
 * @param experiment its name in every event: the same input has the same name
 * @param spec with the keys in place of the researcher's paths
 */
public record ResolvedExperiment(
    String experiment, ExperimentSpec spec, Key checkpoint, Key realDataset) {
  public ResolvedExperiment {
    Require.text(experiment, "experiment", 128);
    Require.present(spec, "spec");
    Require.present(checkpoint, "checkpoint");
    Require.present(realDataset, "realDataset");
  }

  /** Binds a spec to the keys of its inputs and names it. */
  public static ResolvedExperiment of(ExperimentSpec spec, Key checkpoint, Key realDataset) {
    ExperimentSpec bound = spec.bound(checkpoint, realDataset);
    ObjectNode rest = Json.tree(bound);
    rest.remove("name");
    String hash = Key.sha256(CanonicalJson.bytes(rest)).value().substring(0, 12);
    return new ResolvedExperiment(slug(spec.name()) + "-" + hash, bound, checkpoint, realDataset);
  }

  private static String slug(String name) {
    String slug =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return slug.isEmpty() ? "experiment" : slug.substring(0, Math.min(slug.length(), 48));
  }
}
