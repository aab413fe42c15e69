package org.collapselab.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.collapselab.artifacts.StoreSettings;

/** Where the artifacts are kept. */
@ConfigMapping(prefix = "collapse.store")
interface StoreConfig {

  /** The S3 endpoint with its scheme. */
  String endpoint();

  /** Who the service is to the store. */
  String accessKey();

  /** How the service proves it. */
  String secretKey();

  /** The bucket, which is made if it is not there. */
  @WithDefault(StoreSettings.DEFAULT_BUCKET)
  String bucket();

  /** The region that signatures name. */
  @WithDefault("us-east-1")
  String region();

  /** The same for the store's client. */
  default StoreSettings settings() {
    return new StoreSettings(endpoint(), accessKey(), secretKey(), bucket(), region());
  }
}
