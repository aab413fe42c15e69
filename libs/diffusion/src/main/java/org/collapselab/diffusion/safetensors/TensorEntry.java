package org.collapselab.diffusion.safetensors;

import static org.collapselab.diffusion.safetensors.Header.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The entry of one tensor in a header, while it is read. */
final class TensorEntry {

  /** PyTorch's own limit. */
  private static final int MOST_DIMENSIONS = 64;

  private final String name;
  private Optional<ElementType> type = Optional.empty();
  private Optional<List<Long>> shape = Optional.empty();
  private Optional<List<Long>> offsets = Optional.empty();

  TensorEntry(String name) {
    this.name = Shown.of(name);
  }

  /** Reads the value of the field the parser is at. */
  TensorInfo read(JsonParser parser) throws IOException {
    check(parser.nextToken() == JsonToken.START_OBJECT, name + ": expected an object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "dtype" -> type = Optional.of(elementType(parser));
        case "shape" -> shape = Optional.of(naturalNumbers(parser, "shape"));
        case "data_offsets" -> offsets = Optional.of(naturalNumbers(parser, "data_offsets"));
        default -> parser.skipChildren();
      }
    }
    return checked(
        type.orElseThrow(() -> absent("dtype")),
        shape.orElseThrow(() -> absent("shape")),
        offsets.orElseThrow(() -> absent("data_offsets")));
  }

  private TensorInfo checked(ElementType type, List<Long> shape, List<Long> offsets)
      throws IOException {
    long bytes = type.bytes();
    for (long dimension : shape) {
      try {
        bytes = Math.multiplyExact(bytes, dimension);
      } catch (ArithmeticException e) {
        throw new IOException(name + ": shape: " + shape + " is too large", e);
      }
    }
    check(offsets.size() == 2, name + ": data_offsets: expected two integers");
    long begin = offsets.get(0);
    long end = offsets.get(1);
    check(
        end >= begin && end - begin == bytes,
        "%s: data_offsets: %s do not hold the %d bytes of %s %s"
            .formatted(name, offsets, bytes, type, shape));
    return new TensorInfo(type, shape, begin, end);
  }

  private ElementType elementType(JsonParser parser) throws IOException {
    boolean text = parser.currentToken() == JsonToken.VALUE_STRING;
    String found = text ? parser.getText() : parser.currentToken().toString();
    return Arrays.stream(ElementType.values())
        .filter(candidate -> text && candidate.name().equals(found))
        .findAny()
        .orElseThrow(
            () ->
                new IOException(
                    "%s: dtype: expected one of %s, but was %s"
                        .formatted(name, Arrays.toString(ElementType.values()), Shown.of(found))));
  }

  private List<Long> naturalNumbers(JsonParser parser, String field) throws IOException {
    check(
        parser.currentToken() == JsonToken.START_ARRAY,
        name + ": " + field + ": expected a list of integers");
    List<Long> numbers = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String expected = name + ": " + field + ": expected integers of at least 0, but was ";
      check(
          parser.currentToken() == JsonToken.VALUE_NUMBER_INT
              && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
              && parser.getLongValue() >= 0,
          expected + Shown.of(String.valueOf(parser.getText())));
      numbers.add(parser.getLongValue());
      check(numbers.size() <= MOST_DIMENSIONS, name + ": " + field + ": too long a list");
    }
    return numbers;
  }

  private IOException absent(String field) {
    return new IOException(name + ": " + field + ": missing");
  }
}
