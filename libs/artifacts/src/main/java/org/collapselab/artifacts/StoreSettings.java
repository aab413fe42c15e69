package org.collapselab.artifacts;

import org.collapselab.contracts.Require;

/**
 * Where the store is.
 *
 * @param endpoint the S3 endpoint with its scheme, as in {@code http://localhost:9000}
 */
public record StoreSettings(
    String endpoint, String accessKey, String secretKey, String bucket, String region) {
  /** The bucket unless another is configured. */
  public static final String DEFAULT_BUCKET = "collapse-lab";

  public StoreSettings {
    Require.text(endpoint, "endpoint", 2048);
    Require.text(accessKey, "accessKey", 2048);
    Require.text(secretKey, "secretKey", 2048);
    Require.text(bucket, "bucket", 63);
    Require.text(region, "region", 63);
  }

  @Override
  public String toString() {
    return "StoreSettings[" + endpoint + "/" + bucket + ", region=" + region + "]";
  }
}
