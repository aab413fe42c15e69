package org.collapselab.local.cost;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.collapselab.contracts.Json;

/** An estimate as JSON. */
public final class EstimateJson {
  private EstimateJson() {}

  /** The counts of the cost, and what is known of the computation and of the inputs. */
  public static String of(Estimate estimate) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("experiment", estimate.spec().name());
    root.set("cost", Json.tree(estimate.cost()));
    estimate
        .computation()
        .ifPresent(
            computation -> {
              ObjectNode node = root.putObject("computation");
              node.put("parameters", computation.parameters());
              node.put("samplingOperations", computation.samplingOperations());
              node.put("trainingOperations", computation.trainingOperations());
              node.put("trainingBytes", computation.trainingBytes());
            });
    ObjectNode model = root.putObject("model");
    model.put("name", estimate.spec().model());
    model.put("state", word(estimate.weights()));
    estimate.model().ifPresent(name -> model.put("reckonedWith", name));
    ObjectNode images = root.putObject("realDataset");
    images.put("name", estimate.spec().realDataset());
    images.put("state", word(estimate.images()));
    images.put("atLeast", estimate.spec().images());
    return root.toPrettyString();
  }

  private static String word(Estimate.Input input) {
    return input.name().toLowerCase(Locale.ROOT);
  }
}
