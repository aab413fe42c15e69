package org.collapselab.diffusion.scheduler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads and writes {@code scheduler_config.json}; an absent key has DDIM's default in diffusers.
 */
final class SchedulerConfigJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  // Settings that would change the samples, and the only value of each that is implemented.
  private static final Map<String, String> FIXED =
      Map.of(
          "rescale_betas_zero_snr", "false",
          "thresholding", "false",
          "use_karras_sigmas", "false",
          "use_exponential_sigmas", "false",
          "use_beta_sigmas", "false",
          "use_lu_lambdas", "false",
          "use_flow_sigmas", "false",
          "algorithm_type", "dpmsolver++",
          "solver_type", "midpoint",
          "final_sigmas_type", "zero");

  // The samplers of models that are trained on this noise schedule; which one made the file does
  // not
  // bind the one that reads it.
  private static final Set<String> CLASSES =
      Set.of(
          "DDIMScheduler",
          "DDPMScheduler",
          "DPMSolverMultistepScheduler",
          "DPMSolverSinglestepScheduler",
          "EulerAncestralDiscreteScheduler",
          "EulerDiscreteScheduler",
          "HeunDiscreteScheduler",
          "KDPM2DiscreteScheduler",
          "LMSDiscreteScheduler",
          "PNDMScheduler",
          "UniPCMultistepScheduler");

  private final JsonNode json;
  private final List<String> problems = new ArrayList<>();

  private SchedulerConfigJson(JsonNode json) {
    this.json = json;
  }

  static SchedulerConfig read(Path file) throws IOException {
    return parse(file.toString(), Files.readString(file));
  }

  static SchedulerConfig parse(String source, String text) throws IOException {
    JsonNode json;
    try {
      json = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IOException(source + ": expected JSON: " + e.getOriginalMessage(), e);
    }
    if (!json.isObject()) {
      throw new IOException(source + ": expected a JSON object");
    }
    SchedulerConfigJson reader = new SchedulerConfigJson(json);
    SchedulerConfig config = reader.config();
    if (!reader.problems.isEmpty()) {
      throw new IOException(source + ": " + String.join("; ", reader.problems));
    }
    return config;
  }

  private SchedulerConfig config() {
    require(
        "_class_name", node -> CLASSES.contains(node.asText()), "one of " + new TreeSet<>(CLASSES));
    FIXED.forEach(this::requireFixed);
    require("trained_betas", JsonNode::isNull, "null, betas given one by one are not supported");
    return new SchedulerConfig(
        integer("num_train_timesteps", 1000, 1),
        choice("beta_schedule", BetaSchedule.values(), BetaSchedule::id)
            .orElse(BetaSchedule.LINEAR),
        number("beta_start", 0.0001),
        number("beta_end", 0.02),
        choice("prediction_type", PredictionType.values(), PredictionType::id)
            .orElse(PredictionType.EPSILON),
        choice("timestep_spacing", TimestepSpacing.values(), TimestepSpacing::id),
        integer("steps_offset", 0, 0),
        bool("set_alpha_to_one"),
        bool("clip_sample").orElse(true),
        number("clip_sample_range", 1));
  }

  private void requireFixed(String key, String value) {
    require(key, node -> node.isNull() || node.asText().equals(value), value);
  }

  private boolean require(String key, Predicate<JsonNode> accepted, String expected) {
    JsonNode node = json.get(key);
    if (node == null) {
      return false;
    }
    if (!accepted.test(node)) {
      problems.add(key + ": expected " + expected + ", was " + node);
      return false;
    }
    return true;
  }

  private int integer(String key, int absent, int least) {
    boolean there =
        require(
            key,
            node -> node.canConvertToInt() && node.isIntegralNumber() && node.intValue() >= least,
            "a whole number of at least " + least);
    return there ? json.get(key).intValue() : absent;
  }

  private double number(String key, double absent) {
    boolean there =
        require(key, node -> node.isNumber() && node.doubleValue() > 0, "a positive number");
    return there ? json.get(key).doubleValue() : absent;
  }

  private Optional<Boolean> bool(String key) {
    boolean there = require(key, JsonNode::isBoolean, "true or false");
    return there ? Optional.of(json.get(key).booleanValue()) : Optional.empty();
  }

  private <T> Optional<T> choice(String key, T[] values, Function<T, String> id) {
    String names = Arrays.stream(values).map(id).collect(Collectors.joining(", "));
    Function<JsonNode, Optional<T>> find =
        node -> Arrays.stream(values).filter(v -> id.apply(v).equals(node.asText())).findFirst();
    boolean there = require(key, node -> find.apply(node).isPresent(), "one of " + names);
    return there ? find.apply(json.get(key)) : Optional.empty();
  }

  static void write(SchedulerConfig config, Path file) throws IOException {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("_class_name", "DDIMScheduler");
    json.put("num_train_timesteps", config.trainTimesteps());
    json.put("beta_schedule", config.betaSchedule().id());
    json.put("beta_start", config.betaStart());
    json.put("beta_end", config.betaEnd());
    json.put("prediction_type", config.predictionType().id());
    config.spacing().ifPresent(spacing -> json.put("timestep_spacing", spacing.id()));
    json.put("steps_offset", config.stepsOffset());
    config.setAlphaToOne().ifPresent(one -> json.put("set_alpha_to_one", one));
    json.put("clip_sample", config.clipSample());
    json.put("clip_sample_range", config.clipSampleRange());
    Files.writeString(file, json.toPrettyString() + "\n");
  }
}
