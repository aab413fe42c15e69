package org.collapselab.contracts.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    ObjectNode complete = SpecDefaults.complete((ObjectNode) tree.root());
    refuse(tree, SpecMeaning.violations(complete));
    try {
      return Json.read(complete, ExperimentSpec.class);
    } catch (ContractViolationException e) {
      throw refused(tree.line(e.field()), e.field(), e.problem());
    }
  }

  private static void refuse(YamlTree tree, List<ContractViolationException> violations) {
    if (violations.isEmpty()) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    for (ContractViolationException e : violations) {
      problems.add(new Problem(tree.line(e.field()), e.field(), e.problem()));
    }
    problems.sort(Comparator.comparingInt(Problem::line));
    throw new SpecException(problems);
  }

  private static SpecException refused(int line, String field, String expected) {
    return new SpecException(List.of(new Problem(line, field, expected)));
  }
}
