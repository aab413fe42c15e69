package org.collapselab.contracts.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Json;
import org.collapselab.contracts.JsonSchemas;
import org.collapselab.contracts.spec.SpecException.Problem;

/** Reads an experiment spec: YAML or JSON, checked against its JSON Schema and its meaning. */
public final class SpecReader {
  /** The largest spec, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  static final String SCHEMA = "experiment-spec.json";

  private static final JsonSchemas CHECK = JsonSchemas.resource(SCHEMA);

  private SpecReader() {}

  /**
   * Reads a spec's file, in UTF-8.
   *
   * @throws SpecException listing everything that is wrong with it
   * @throws IOException if the file cannot be read
   */
  public static ExperimentSpec read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw refused(1, "", "expected at most " + MAX_BYTES + " bytes");
    }
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw refused(1, "", "expected text in UTF-8");
    }
  }

  /**
   * Reads a spec's text.
   *
   * @throws SpecException listing everything that is wrong with it
   */
  public static ExperimentSpec read(String yaml) {
    YamlTree tree = YamlTree.read(yaml);
    refuse(tree, CHECK.violations(tree.root()));
    Expansion expansion = SpecDefaults.expand((ObjectNode) tree.root());
    refuse(tree, expansion.problems());
    refuse(
        tree, SpecMeaning.violations(expansion.spec()).stream().map(expansion::written).toList());
    try {
      return Json.read(expansion.spec(), ExperimentSpec.class);
    } catch (ContractViolationException e) {
      refuse(tree, List.of(expansion.written(e)));
      throw e;
    }
  }

  /**
   * The line of a field in a spec's text, or of the nearest field around it, from 1.
   *
   * @throws SpecException if the text is no YAML
   */
  public static int line(String yaml, String field) {
    return YamlTree.read(yaml).line(field);
  }

  private static void refuse(YamlTree tree, List<ContractViolationException> violations) {
    if (violations.isEmpty()) {
      return;
    }
    // A condition that stands for many may be wrong in the same way many times.
    throw new SpecException(
        violations.stream()
            .map(e -> new Problem(tree.line(e.field()), e.field(), e.problem()))
            .distinct()
            .sorted(Comparator.comparingInt(Problem::line))
            .toList());
  }

  private static SpecException refused(int line, String field, String expected) {
    return new SpecException(List.of(new Problem(line, field, expected)));
  }
}
