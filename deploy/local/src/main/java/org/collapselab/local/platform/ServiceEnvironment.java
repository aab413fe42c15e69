package org.collapselab.local.platform;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.collapselab.stack.StackSettings;

/** The environment variables that tell a service where everything is. */
final class ServiceEnvironment {

  /**
   * Tensors come and go many times a second; memory given back to the system each time costs a page
   * fault for every 4 KiB when it is taken again. So it is kept, in huge pages where there are any.
   */
  private static final String KEEP_MEMORY =
      "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=1073741824"
          + ":glibc.malloc.trim_threshold=2147483648";

  private ServiceEnvironment() {}

  static Map<String, String> of(Service service, StackSettings stack, DataFolder folder) {
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
    String name = service.word().toUpperCase(Locale.ROOT);
    environment.put("COLLAPSE_" + name + "_CACHE_FOLDER", folder.cache().toString());
    // The few workers here are better kept busy with what the next checkpoints need.
    environment.put("COLLAPSE_EVALUATOR_EVALUATIONS_IN_FLIGHT", "1");
    environment.putAll(shareCores());
    if (service == Service.GENERATOR) {
      environment.putAll(workerPerCore());
    }
    return environment;
  }

  /** Threads of one service that wait must not keep the cores from the others. */
  private static Map<String, String> shareCores() {
    return Map.of(
        "OMP_NUM_THREADS", Integer.toString(cores()),
        "OMP_WAIT_POLICY", "passive",
        "GOMP_SPINCOUNT", "0",
        "MALLOC_ARENA_MAX", "2",
        "GLIBC_TUNABLES", KEEP_MEMORY,
        "DJL_OFFLINE", "true");
  }

  /** Small networks gain little from a second thread; a second batch beside the first gains all. */
  private static Map<String, String> workerPerCore() {
    String workers = Integer.toString(cores());
    return Map.of(
        "COLLAPSE_GENERATOR_WORKERS", workers,
        "COLLAPSE_GENERATOR_LOADED_CHECKPOINTS", workers,
        "OMP_NUM_THREADS", "1");
  }

  private static int cores() {
    return Math.min(8, Runtime.getRuntime().availableProcessors());
  }
}
