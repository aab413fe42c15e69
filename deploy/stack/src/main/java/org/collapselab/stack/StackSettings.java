package org.collapselab.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/**
 * Where the servers listen and the secrets that open them, kept in the stack's folder so that a
 * restart finds the same. All ports are on the loopback address.
 *
 * @param secret hex digits drawn once per folder; every password is derived from it, so a role
 *     added later needs no new entry
 */
public record StackSettings(StackPorts ports, String secret) {
  public static final String HOST = "127.0.0.1";
  public static final String BUCKET = "collapse-lab";
  public static final String REGION = "us-east-1";
  public static final String ACCESS_KEY = "collapse-lab";
  public static final String DATABASE = "lab";
  public static final String DATABASE_OWNER = "postgres";

  /** Each has a schema and a role of its own name. */
  public static final List<String> SERVICES =
      List.of("generator", "curator", "trainer", "evaluator");

  private static final String FILE = "stack.properties";

  /** Settings for a new folder. */
  static StackSettings fresh(StackPorts ports) {
    byte[] secret = new byte[16];
    new SecureRandom().nextBytes(secret);
    return new StackSettings(ports, HexFormat.of().formatHex(secret));
  }

  public static boolean existIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /**
   * Reads a folder's settings.
   *
   * @throws StackException if the folder holds no settings or incomplete ones
   */
  public static StackSettings read(Path folder) {
    Path file = folder.resolve(FILE);
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new StackException("cannot read " + file + ": " + e.getMessage(), e);
    }
    String secret = properties.getProperty("secret", "");
    if (secret.isEmpty()) {
      throw new StackException(file + ": secret is missing");
    }
    return new StackSettings(
        new StackPorts(
            port(properties, file, "broker.port"),
            port(properties, file, "controller.port"),
            port(properties, file, "store.port"),
            port(properties, file, "database.port")),
        secret);
  }

  private static int port(Properties properties, Path file, String name) {
    String text = properties.getProperty(name, "");
    if (!text.matches("[1-9][0-9]{0,4}")) {
      throw new StackException(file + ": " + name + " is '" + text + "', expected a port number");
    }
    return Integer.parseInt(text);
  }

  void write(Path folder) {
    var properties = new Properties();
    properties.setProperty("secret", secret);
    properties.setProperty("broker.port", Integer.toString(ports.broker()));
    properties.setProperty("controller.port", Integer.toString(ports.controller()));
    properties.setProperty("store.port", Integer.toString(ports.store()));
    properties.setProperty("database.port", Integer.toString(ports.database()));
    Path file = folder.resolve(FILE);
    try {
      Path part =
          Files.createTempFile(
              folder,
              FILE,
              ".part",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (Writer writer = Files.newBufferedWriter(part)) {
        properties.store(writer, "Ports and secret of this folder's servers");
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StackException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  public StackSettings with(StackPorts other) {
    return new StackSettings(other, secret);
  }

  public String bootstrapServers() {
    return HOST + ":" + ports.broker();
  }

  public String storeEndpoint() {
    return "http://" + HOST + ":" + ports.store();
  }

  public String storeSecretKey() {
    return derived("store");
  }

  public String jdbcUrl() {
    return jdbcUrl(DATABASE);
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://" + HOST + ":" + ports.database() + "/" + database;
  }

  /** The password of a database role. */
  public String databasePassword(String role) {
    return derived("role " + role);
  }

  private String derived(String use) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((secret + " " + use).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
