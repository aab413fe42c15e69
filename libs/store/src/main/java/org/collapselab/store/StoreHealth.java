package org.collapselab.store;

import jakarta.enterprise.context.ApplicationScoped;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.StoreUnavailableException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the store answers. */
@Readiness
@ApplicationScoped
class StoreHealth implements HealthCheck {

  private final ArtifactStore store;

  StoreHealth(ArtifactStore store) {
    this.store = store;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      store.exists("health");
      return HealthCheckResponse.up("store");
    } catch (StoreUnavailableException e) {
      return HealthCheckResponse.named("store").down().withData("reason", e.getMessage()).build();
    }
  }
}
