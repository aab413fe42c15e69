package org.collapselab.helm.render;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the services' sources say about their configuration. */
public final class ServiceSources {
  private static final List<String> FOLDERS =
      List.of(
          "generator-service", "curator-service", "trainer-service", "evaluator-service", "libs");
  private static final Pattern PREFIX =
      Pattern.compile("@ConfigMapping\\(prefix = \"([a-z.]+)\"\\)");
  private static final Pattern SETTING =
      Pattern.compile(
          "(?m)^  [A-Z]\\w*(?:<[^>]*>)? (\\w+)\\(\\);|^  (?:int|long|double|boolean) (\\w+)\\(\\);");
  private static final Pattern VARIABLE = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"");

  private ServiceSources() {}

  /** A properties file. */
  public static Map<String, String> properties(String file) {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(LabRoot.resolve(file))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    Map<String, String> map = new HashMap<>();
    properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
    return map;
  }

  /** The environment variables of all settings that the project's own code declares. */
  public static Set<String> settings() {
    Set<String> names = new TreeSet<>();
    for (String folder : FOLDERS) {
      try (Stream<Path> files = Files.walk(LabRoot.resolve(folder))) {
        files
            .filter(file -> file.toString().matches(".*/src/main/.*\\.java"))
            .map(ServiceSources::read)
            .forEach(source -> addSettings(source, names));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + folder, e);
      }
    }
    return names;
  }

  private static void addSettings(String source, Set<String> names) {
    Matcher prefix = PREFIX.matcher(source);
    if (prefix.find()) {
      Matcher setting = SETTING.matcher(source);
      while (setting.find()) {
        String name = setting.group(1) == null ? setting.group(2) : setting.group(1);
        names.add(variable(prefix.group(1) + "." + dashed(name)));
      }
    }
  }

  private static String dashed(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2");
  }

  /** How MicroProfile Config names the environment variable of a property. */
  private static String variable(String property) {
    return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** The variables by which the lab command tells services where everything is. */
  public static Set<String> launcherVariables() {
    Set<String> names = new TreeSet<>();
    Matcher variable =
        VARIABLE.matcher(
            read(
                LabRoot.resolve(
                    "deploy/local/src/main/java/org/collapselab/local/platform/ServiceEnvironment.java")));
    while (variable.find()) {
      names.add(variable.group(1));
    }
    return names;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
