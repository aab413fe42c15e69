package org.collapselab.helm.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A set of values and further ones as Helm merges them with the chart's own. */
public final class Values {
  private static final String FIRST = "[0]";

  private Values() {}

  /**
   * All values.
   *
   * @param switches as for Helm's {@code --set}: paths of names with dots between, a list's first
   *     element as {@code name[0]}
   */
  public static ObjectNode of(ValueSet set, Map<String, String> switches) {
    ObjectNode values = (ObjectNode) Yaml.file(Chart.FOLDER.resolve("values.yaml"));
    set.file().ifPresent(file -> merge(values, (ObjectNode) Yaml.file(file)));
    switches.forEach((path, text) -> put(values, path, Yaml.document(text)));
    return values;
  }

  private static void merge(ObjectNode into, ObjectNode from) {
    from.properties()
        .forEach(
            field -> {
              JsonNode old = into.get(field.getKey());
              if (old instanceof ObjectNode map && field.getValue() instanceof ObjectNode more) {
                merge(map, more);
              } else {
                into.set(field.getKey(), field.getValue());
              }
            });
  }

  private static void put(ObjectNode values, String path, JsonNode value) {
    String[] names = path.split("\\.", -1);
    ObjectNode map = values;
    for (int i = 0; i + 1 < names.length; i++) {
      map = map.withObject("/" + names[i]);
    }
    String last = names[names.length - 1];
    if (last.endsWith(FIRST)) {
      ArrayNode list = map.putArray(last.substring(0, last.length() - FIRST.length()));
      list.add(value);
    } else {
      map.set(last, value);
    }
  }
}
