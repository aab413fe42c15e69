package org.collapselab.contracts.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.collapselab.contracts.spec.SpecException.Problem;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML as a JSON tree that remembers the line of each field. Aliases, tags and duplicate fields are
 * refused: they have no place in a spec, and are how YAML attacks its readers.
 */
final class YamlTree {
  private static final int MAX_CHARACTERS = 1 << 20;
  private static final int MAX_DEPTH = 20;
  private static final Set<Tag> TAGS =
      Set.of(
          Tag.MAP,
          Tag.SEQ,
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.MERGE);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, Integer> lines = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final JsonNode root;

  private YamlTree(Node root) {
    this.root = convert("", root);
  }

  /**
   * Reads one YAML document.
   *
   * @throws SpecException if the text is no YAML of the kind that a spec is written in
   */
  static YamlTree read(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setNestingDepthLimit(MAX_DEPTH);
    try {
      Node root = new Yaml(options).compose(new StringReader(yaml));
      if (root == null) {
        throw new SpecException(List.of(new Problem(1, "", "expected a spec but found nothing")));
      }
      YamlTree tree = new YamlTree(root);
      if (!tree.problems.isEmpty()) {
        throw new SpecException(tree.problems);
      }
      return tree;
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new SpecException(List.of(new Problem(line, "", "expected YAML: " + e.getProblem())));
    } catch (YAMLException e) {
      throw new SpecException(List.of(new Problem(1, "", "expected YAML: " + e.getMessage())));
    }
  }

  JsonNode root() {
    return root;
  }

  /** The line of a field, or of the nearest field around it. */
  int line(String path) {
    String nearest = path;
    while (!nearest.isEmpty() && !lines.containsKey(nearest)) {
      nearest =
          nearest.substring(
              0, Math.max(0, Math.max(nearest.lastIndexOf('.'), nearest.lastIndexOf('['))));
    }
    return lines.getOrDefault(nearest, 1);
  }

  private JsonNode convert(String path, Node node) {
    lines.putIfAbsent(path, line(node));
    if (!seen.add(node)) {
      problem(path, node, "aliases are not allowed");
      return JSON.nullNode();
    }
    if (!TAGS.contains(node.getTag())) {
      problem(path, node, "the tag " + node.getTag() + " is not allowed");
      return JSON.nullNode();
    }
    if (node instanceof MappingNode mapping) {
      return object(path, mapping);
    }
    if (node instanceof SequenceNode sequence) {
      return array(path, sequence);
    }
    return YamlScalar.read((ScalarNode) node);
  }

  private ObjectNode object(String path, MappingNode mapping) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problem(path, tuple.getKeyNode(), "expected a field's name");
        continue;
      }
      String name = key.getValue();
      String field = path.isEmpty() ? name : path + "." + name;
      if (object.has(name)) {
        problem(field, key, "the field is given twice");
        continue;
      }
      lines.put(field, line(key));
      object.set(name, convert(field, tuple.getValueNode()));
    }
    return object;
  }

  private ArrayNode array(String path, SequenceNode sequence) {
    ArrayNode array = JSON.arrayNode();
    for (Node element : sequence.getValue()) {
      array.add(convert(path + "[" + array.size() + "]", element));
    }
    return array;
  }

  private void problem(String path, Node node, String expected) {
    problems.add(new Problem(line(node), path, expected));
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
