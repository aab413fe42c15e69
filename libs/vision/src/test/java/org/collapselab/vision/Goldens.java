package org.collapselab.vision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reference numbers that the field's own libraries gave for formula inputs. */
public final class Goldens {

  private Goldens() {}

  /** The entry {@code tag} of the metrics' reference numbers. */
  public static JsonNode metric(String tag) {
    try (InputStream in = Goldens.class.getResourceAsStream("/goldens/metrics.json")) {
      return new ObjectMapper().readTree(in).required(tag);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
