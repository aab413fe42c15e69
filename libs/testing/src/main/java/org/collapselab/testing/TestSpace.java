package org.collapselab.testing;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.collapselab.stack.StackSettings;

/**
 * A corner of the shared servers that belongs to one test class.
 *
 * @param bucket an empty bucket
 * @param schema an empty database schema, also the name of the role that owns it
 */
public record TestSpace(String bucket, String schema, StackSettings settings) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static TestSpace named(String name, StackSettings settings) {
    byte[] unique = new byte[4];
    RANDOM.nextBytes(unique);
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String full = "test-" + plain + "-" + HexFormat.of().formatHex(unique);
    return new TestSpace(full, full.replace('-', '_'), settings);
  }

  /** Password of the schema's role. */
  public String password() {
    return settings.databasePassword(schema);
  }

  /** Configuration of a Quarkus application that works in this space. */
  public Map<String, String> configuration() {
    return Map.of(
        "kafka.bootstrap.servers", settings.bootstrapServers(),
        "quarkus.datasource.jdbc.url", settings.jdbcUrl(),
        "quarkus.datasource.username", schema,
        "quarkus.datasource.password", password(),
        "collapse.store.endpoint", settings.storeEndpoint(),
        "collapse.store.access-key", StackSettings.ACCESS_KEY,
        "collapse.store.secret-key", settings.storeSecretKey(),
        "collapse.store.bucket", bucket,
        "collapse.store.region", StackSettings.REGION);
  }
}
