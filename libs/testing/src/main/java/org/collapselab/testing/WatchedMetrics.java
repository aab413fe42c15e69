package org.collapselab.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The metrics that the chart's alerts and dashboards look at. */
public final class WatchedMetrics {
  private static final String FILE = "helm/collapse-lab/files/metrics.properties";

  private WatchedMetrics() {}

  /**
   * The metrics, as Prometheus names them, that a service is to have from its start on and does not
   * tell of yet.
   *
   * @param page where Prometheus reads the service's metrics
   */
  public static Set<String> missing(String service, URL page) {
    Set<String> missing = new TreeSet<>(of(service));
    missing.removeAll(names(page));
    return missing;
  }

  private static Set<String> of(String service) {
    var metrics = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(System.getProperty("lab.root"), FILE))) {
      metrics.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
    return metrics.stringPropertyNames().stream()
        .filter(name -> Arrays.asList(metrics.getProperty(name).split(" ")).contains(service))
        .collect(Collectors.toSet());
  }

  private static Set<String> names(URL page) {
    try (InputStream text = page.openStream()) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("[{ ]", 2)[0])
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + page, e);
    }
  }
}
