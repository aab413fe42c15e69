package org.collapselab.diffusion.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a model folder that are not weights: configurations, tokenizer, schedule. */
final class DescriptionFiles {

  private static final String INDEX = "model_index.json";
  private static final List<String> WITHOUT_WEIGHTS =
      List.of("tokenizer", "scheduler", "feature_extractor");
  private static final List<String> ENDINGS = List.of(".json", ".txt");

  private DescriptionFiles() {}

  /** Copies those of the parts, and a list of parts without the ones that are left behind. */
  static void copy(Path source, Path target, Set<ModelPart> parts) throws IOException {
    List<String> folders = new ArrayList<>(WITHOUT_WEIGHTS);
    parts.forEach(part -> folders.add(part.folder()));
    for (String folder : folders) {
      copyFolder(source.resolve(folder), target.resolve(folder));
    }
    writeIndex(source.resolve(INDEX), target);
  }

  private static void copyFolder(Path source, Path target) throws IOException {
    if (!Files.isDirectory(source)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> listed = Files.list(source)) {
      files = listed.filter(DescriptionFiles::isDescription).toList();
    }
    Files.createDirectories(target);
    for (Path file : files) {
      Files.copy(file, target.resolve(file.getFileName()));
    }
  }

  private static boolean isDescription(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file)
        && ENDINGS.stream().anyMatch(name::endsWith)
        && !name.contains(".index.");
  }

  /** As diffusers writes a component that a pipeline does not have: a pair of nulls. */
  private static void writeIndex(Path source, Path target) throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode index = (ObjectNode) json.readTree(source.toFile());
    for (Map.Entry<String, JsonNode> entry : List.copyOf(index.properties())) {
      if (entry.getValue().isArray() && !Files.isDirectory(target.resolve(entry.getKey()))) {
        index.putArray(entry.getKey()).addNull().addNull();
      }
    }
    Files.writeString(target.resolve(INDEX), json.writeValueAsString(index) + '\n');
  }
}
