package org.collapselab.fuzzing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Damages JSON so that it stays JSON: fields lost, exchanged, unknown, of another type or at the
 * ends of their ranges. It gets past the parser to what the damage to bytes does not reach.
 */
public final class JsonDamage implements Damage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @Override
  public byte[] apply(byte[] input, List<byte[]> corpus, RandomGenerator random) {
    try {
      JsonNode tree = JSON.readTree(input);
      List<ContainerNode<?>> containers = new ArrayList<>();
      collect(tree, containers);
      if (containers.isEmpty()) {
        return JSON.writeValueAsBytes(odd(random));
      }
      ContainerNode<?> container = containers.get(random.nextInt(containers.size()));
      if (container instanceof ObjectNode object) {
        damage(object, random);
      } else {
        damage((ArrayNode) container, random);
      }
      return JSON.writeValueAsBytes(tree);
    } catch (IOException e) {
      // Damaged already, in another way.
      return input;
    }
  }

  private static void collect(JsonNode node, List<ContainerNode<?>> into) {
    if (node instanceof ContainerNode<?> container && !container.isEmpty()) {
      into.add(container);
      container.forEach(child -> collect(child, into));
    }
  }

  private static void damage(ObjectNode object, RandomGenerator random) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.get(random.nextInt(names.size()));
    String other = names.get(random.nextInt(names.size()));
    switch (random.nextInt(5)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name, object.get(other).deepCopy());
      case 2 -> object.set(name + "x", object.get(name).deepCopy());
      case 3 ->
          object.set(TextDamage.WORDS.get(random.nextInt(TextDamage.WORDS.size())), odd(random));
      default -> object.set(name, odd(random));
    }
  }

  private static void damage(ArrayNode array, RandomGenerator random) {
    int at = random.nextInt(array.size());
    switch (random.nextInt(4)) {
      case 0 -> array.remove(at);
      case 1 -> array.insert(at, array.get(random.nextInt(array.size())).deepCopy());
      case 2 -> {
        JsonNode element = array.get(at).deepCopy();
        for (int i = 0; i < 100; i++) {
          array.add(element);
        }
      }
      default -> array.set(at, odd(random));
    }
  }

  private static JsonNode odd(RandomGenerator random) {
    return switch (random.nextInt(8)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(-1);
      case 3 -> NODES.numberNode(BigInteger.TEN.pow(1 + random.nextInt(30)));
      case 4 -> NODES.numberNode(random.nextDouble() * Math.pow(10, random.nextInt(600) - 300));
      case 5 -> NODES.arrayNode().add(random.nextInt());
      case 6 -> NODES.objectNode().put("a", random.nextInt());
      default -> NODES.textNode(TextDamage.WORDS.get(random.nextInt(TextDamage.WORDS.size())));
    };
  }
}
