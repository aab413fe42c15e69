package org.collapselab.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Map;
import org.collapselab.contracts.JsonSchemas;

/** The JSON Schema of each event type. */
final class Schemas {
  private static final Map<EventType, JsonSchemas> ALL = new EnumMap<>(EventType.class);

  static {
    for (EventType type : EventType.values()) {
      ALL.put(type, JsonSchemas.resource(type.topic() + ".json"));
    }
  }

  private Schemas() {}

  static void check(EventType type, JsonNode event) {
    ALL.get(type).check(event);
  }
}
