package org.collapselab.diffusion.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.collapselab.diffusion.nn.Torch;

/** {@code pretraining.json}: how the model came to be, stage by stage. */
final class PretrainingRecord {

  static final String FILE = "pretraining.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ModelFiles folder;
  private final ObjectNode root;

  private PretrainingRecord(ModelFiles folder, ObjectNode root) {
    this.folder = folder;
    this.root = root;
  }

  /**
   * The record of a run, which goes on from the one in the folder if there is one.
   *
   * @throws IllegalArgumentException if that one had other data or another seed: its stages would
   *     be kept, and the model be of neither
   */
  static PretrainingRecord open(
      ModelFiles folder, PretrainingParameters parameters, TrainingImages images)
      throws IOException {
    Path file = folder.root().resolve(FILE);
    ObjectNode root =
        Files.exists(file)
            ? JSON.readValue(file.toFile(), ObjectNode.class)
            : JSON.createObjectNode();
    requireSame(file, "/seed", "seed", root, Long.toString(parameters.seed()));
    requireSame(file, "/dataset/sha256", "images and captions", root, images.hash());
    root.put("seed", parameters.seed());
    root.putObject("dataset").put("images", images.count()).put("sha256", images.hash());
    root.put("threads", Torch.threads());
    root.set("parameters", JSON.valueToTree(parameters));
    return new PretrainingRecord(folder, root);
  }

  private static void requireSame(
      Path file, String field, String what, ObjectNode root, String now) {
    JsonNode before = root.at(field);
    if (!before.isMissingNode() && !before.asText().equals(now)) {
      throw new IllegalArgumentException(
          "%s: %s: the model that was begun here has other %s (%s) than asked for (%s); expected the same, or an empty folder"
              .formatted(file, field.substring(1).replace('/', '.'), what, before.asText(), now));
    }
  }

  void add(String stage, StageResult result) throws IOException {
    ObjectNode node = root.withObject("/stages").putObject(stage);
    node.set("fit", JSON.valueToTree(result.parameters()));
    node.put("skipped", result.skipped());
    node.put("seconds", Math.round(result.seconds()));
    var points = node.putArray("loss");
    for (StageResult.Point point : result.loss()) {
      points.add(JSON.valueToTree(List.of(point.step(), point.loss())));
    }
    folder.writeJson(folder.root().resolve(FILE), root);
  }
}
