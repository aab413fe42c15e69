package org.collapselab.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
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
    // Given a request, as a metric of requests begins with the first
    RestAssured.get("/api/experiments").then().statusCode(200);

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(WatchedMetrics.missing("evaluator", page)).isEmpty());
  }
}
