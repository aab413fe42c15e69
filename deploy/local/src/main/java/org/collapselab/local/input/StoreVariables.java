package org.collapselab.local.input;

import java.util.Map;
import org.collapselab.artifacts.StoreSettings;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;

/** Where a store is, as the services are told, too: by {@code COLLAPSE_STORE_*} variables. */
public final class StoreVariables {
  private static final String PREFIX = "COLLAPSE_STORE_";
  private static final String DEFAULT_REGION = "us-east-1";

  private StoreVariables() {}

  /**
   * Reads the variables.
   *
   * @throws LabException naming the one that is missing
   */
  public static StoreSettings settings(Map<String, String> environment) {
    return new StoreSettings(
        required(environment, "ENDPOINT"),
        required(environment, "ACCESS_KEY"),
        required(environment, "SECRET_KEY"),
        environment.getOrDefault(PREFIX + "BUCKET", StoreSettings.DEFAULT_BUCKET),
        environment.getOrDefault(PREFIX + "REGION", DEFAULT_REGION));
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(PREFIX + name, "");
    if (value.isBlank()) {
      throw new LabException(
          ExitStatus.BAD_INPUT, PREFIX + name + " is not set: it tells where the store is");
    }
    return value;
  }
}
