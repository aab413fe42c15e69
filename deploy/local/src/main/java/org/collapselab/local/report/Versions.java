package org.collapselab.local.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Versions of this program and of what computes in it, written by the build. */
final class Versions {
  private static final String RESOURCE = "/lab-versions.properties";

  private Versions() {}

  static Map<String, String> read() {
    var properties = new Properties();
    try (InputStream input = Versions.class.getResourceAsStream(RESOURCE)) {
      if (input == null) {
        throw new IllegalStateException("the build left out " + RESOURCE);
      }
      properties.load(input);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
    var versions = new TreeMap<String, String>();
    properties.forEach((name, value) -> versions.put((String) name, (String) value));
    return versions;
  }
}
