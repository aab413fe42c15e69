package org.collapselab.helm.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads YAML, with its anchors, and takes no key twice. */
public final class Yaml {
  private static final JsonMapper JSON = new JsonMapper();

  private Yaml() {}

  /** The documents of a text; empty ones are left out. */
  public static List<JsonNode> documents(String text) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(200);
    List<JsonNode> documents = new ArrayList<>();
    for (Object document :
        new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).loadAll(text)) {
      if (document != null) {
        documents.add(JSON.valueToTree(document));
      }
    }
    return documents;
  }

  /** The one document of a text. */
  public static JsonNode document(String text) {
    List<JsonNode> documents = documents(text);
    if (documents.size() != 1) {
      throw new IllegalArgumentException("expected one document but found " + documents.size());
    }
    return documents.get(0);
  }

  /** The one document of a file. */
  public static JsonNode file(Path path) {
    try {
      return document(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
