package org.collapselab.diffusion.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** A golden of the test resources: expected tensors and the facts about them. */
public final class GoldenFile {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonNode header;
  private final ByteBuffer data;

  private GoldenFile(JsonNode header, ByteBuffer data) {
    this.header = header;
    this.data = data;
  }

  /** Reads {@code goldens/<name>.safetensors}. */
  public static GoldenFile read(String name) {
    String resource = "/goldens/" + name + ".safetensors";
    try (InputStream in = GoldenFile.class.getResourceAsStream(resource)) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      byte[] json = new byte[(int) bytes.getLong()];
      bytes.get(json);
      return new GoldenFile(MAPPER.readTree(json), bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /** The values of a tensor. */
  public double[] values(String tensor) {
    JsonNode entry = header.required(tensor);
    boolean single = "F32".equals(entry.required("dtype").asText());
    int begin = entry.required("data_offsets").get(0).intValue();
    int end = entry.required("data_offsets").get(1).intValue();
    double[] values = new double[(end - begin) / (single ? Float.BYTES : Double.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          single
              ? data.getFloat(begin + i * Float.BYTES)
              : data.getDouble(begin + i * Double.BYTES);
    }
    return values;
  }

  /** The shape of a tensor. */
  public long[] shape(String tensor) {
    return MAPPER.convertValue(header.required(tensor).required("shape"), long[].class);
  }

  /** A fact stored as JSON. */
  public JsonNode fact(String key) {
    String text = header.required("__metadata__").required(key).asText();
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(key, e);
    }
  }

  /** The largest error of the Python library's own single-precision run of a tensor. */
  public double libraryError(String tensor) {
    return Optional.ofNullable(fact("fp32_vs_fp64").get(tensor))
        .orElseThrow(() -> new IllegalArgumentException("no error is known of " + tensor))
        .required("max_abs")
        .doubleValue();
  }
}
