package org.collapselab.local.platform;

import java.util.HashMap;
import java.util.Map;
import org.collapselab.stack.StackSettings;

/** The environment variables that tell a service where everything is. */
final class ServiceEnvironment {
  private ServiceEnvironment() {}

  static Map<String, String> of(Service service, StackSettings stack, DataFolder folder) {
    String cache = folder.cache().toString();
    var environment = new HashMap<String, String>();
    environment.put("KAFKA_BOOTSTRAP_SERVERS", stack.bootstrapServers());
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", stack.jdbcUrl());
    environment.put("QUARKUS_DATASOURCE_USERNAME", service.word());
    environment.put("QUARKUS_DATASOURCE_PASSWORD", stack.databasePassword(service.word()));
    environment.put("QUARKUS_HTTP_HOST", StackSettings.HOST);
    environment.put("COLLAPSE_STORE_ENDPOINT", stack.storeEndpoint());
    environment.put("COLLAPSE_STORE_ACCESS_KEY", StackSettings.ACCESS_KEY);
    environment.put("COLLAPSE_STORE_SECRET_KEY", stack.storeSecretKey());
    environment.put("COLLAPSE_STORE_BUCKET", StackSettings.BUCKET);
    environment.put("COLLAPSE_STORE_REGION", StackSettings.REGION);
    environment.put("COLLAPSE_CACHE_DIR", cache);
    environment.put("COLLAPSE_GENERATOR_CACHE_FOLDER", cache);
    environment.put("COLLAPSE_TRAINER_CACHE_FOLDER", cache);
    environment.putAll(shareCores());
    return environment;
  }

  /** Threads of one service that wait must not keep the cores from the others. */
  private static Map<String, String> shareCores() {
    return Map.of(
        "OMP_NUM_THREADS", Integer.toString(Math.max(1, cores())),
        "OMP_WAIT_POLICY", "passive",
        "GOMP_SPINCOUNT", "0",
        "MALLOC_ARENA_MAX", "2",
        "DJL_OFFLINE", "true");
  }

  private static int cores() {
    return Math.min(8, Runtime.getRuntime().availableProcessors());
  }
}
