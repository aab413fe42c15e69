package org.collapselab.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.time.Duration;
import org.collapselab.testing.SharedStackResource;
import org.collapselab.testing.WatchedMetrics;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SharedStackResource.class)
class MetricsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TestHTTPResource("/q/metrics")
  URL page;

  @Test
  void shouldHaveTheMetricsThatAlertsLookAtBeforeAnyWork() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(WatchedMetrics.missing("generator", page)).isEmpty());
  }
}
