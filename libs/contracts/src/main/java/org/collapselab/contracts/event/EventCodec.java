package org.collapselab.contracts.event;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Json;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.CanonicalJson;
import org.collapselab.contracts.recipe.RecipeModule;
import org.collapselab.contracts.spec.SpecDefaults;

/**
 * Events as CloudEvents 1.0 in Kafka's binary mode and back. The JSON is canonical, so an event has
 * one byte sequence. Reading passes over fields that a later version may have added, except inside
 * recipes and specs, where a field passed over would change what is computed.
 */
public final class EventCodec {
  /** The largest value that is read: Kafka's default for the largest record. */
  public static final int MAX_BYTES = 1 << 20;

  private static final JsonMapper MAPPER =
      Json.builder()
          .addModule(new RecipeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private EventCodec() {}

  /**
   * Writes an event.
   *
   * @param source who announces it, as in {@code /collapse-lab/generator}
   */
  public static EventRecord encode(Event event, String source, Instant time) {
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put("content-type", "application/json");
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", id(event).value());
    headers.put("ce_type", event.type().topic());
    headers.put("ce_source", source);
    headers.put("ce_subject", event.subject());
    headers.put("ce_time", time.truncatedTo(ChronoUnit.MILLIS).toString());
    headers.put("ce_experiment", event.experiment());
    if (event instanceof IterationEvent of) {
      headers.put("ce_condition", of.condition());
      headers.put("ce_iteration", Integer.toString(of.iteration()));
    }
    return new EventRecord(
        event.type().topic(),
        event.messageKey(),
        Collections.unmodifiableSortedMap(headers),
        CanonicalJson.bytes(MAPPER.valueToTree(event)));
  }

  /** The event's identity: the same however often, by whomever and whenever it is announced. */
  public static Key id(Event event) {
    JsonNode parts = Json.tree(event.identity()).insert(0, event.type().topic());
    return Key.sha256(CanonicalJson.bytes(parts));
  }

  /**
   * Reads an event.
   *
   * @throws ContractViolationException naming the field, if the value is no event of the topic
   */
  public static Event decode(String topic, byte[] value) {
    EventType type =
        EventType.ofTopic(topic)
            .orElseThrow(
                () -> new ContractViolationException("", "no event type has the topic " + topic));
    if (value == null || value.length == 0 || value.length > MAX_BYTES) {
      throw new ContractViolationException(
          "",
          "expected 1 to %d bytes of JSON but found %s"
              .formatted(MAX_BYTES, value == null ? "none" : value.length));
    }
    JsonNode tree = Json.parse(value);
    Schemas.check(type, tree);
    if (type == EventType.EXPERIMENT_SUBMITTED) {
      // A spec written before a field existed means the field's default.
      ObjectNode submitted = (ObjectNode) tree;
      submitted.set("spec", SpecDefaults.complete((ObjectNode) submitted.get("spec")));
    }
    return Json.read(MAPPER, tree, type.event());
  }
}
