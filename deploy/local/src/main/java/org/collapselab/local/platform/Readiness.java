package org.collapselab.local.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;

/** Waits until services say that they are ready. */
final class Readiness {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration REQUEST = Duration.ofSeconds(3);
  private static final long POLL_MILLIS = 200;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(REQUEST).build();

  /**
   * Returns when all are ready.
   *
   * @throws LabException with the end of its log, if a service ends or takes too long
   */
  void await(Collection<ServiceProcess> services) throws InterruptedException {
    Set<ServiceProcess> waiting = new LinkedHashSet<>(services);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      waiting.removeIf(this::isReady);
      if (waiting.isEmpty()) {
        return;
      }
      for (ServiceProcess process : waiting) {
        if (!process.isAlive()) {
          throw died(process);
        }
      }
      if (System.nanoTime() > end) {
        throw late(waiting);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private boolean isReady(ServiceProcess process) {
    var request =
        HttpRequest.newBuilder(URI.create(process.url() + "/q/health/ready"))
            .timeout(REQUEST)
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static LabException died(ServiceProcess process) {
    return new LabException(
        ExitStatus.PLATFORM,
        "the %s ended by itself with status %d; the end of %s:%n%s"
            .formatted(
                process.service().word(),
                process.exitValue(),
                process.log(),
                LogTail.of(process.log())));
  }

  private static LabException late(Set<ServiceProcess> waiting) {
    String logs =
        waiting.stream()
            .map(
                process -> "the end of %s:%n%s".formatted(process.log(), LogTail.of(process.log())))
            .collect(Collectors.joining("\n"));
    String names = waiting.stream().map(p -> p.service().word()).collect(Collectors.joining(", "));
    return new LabException(
        ExitStatus.PLATFORM,
        "not ready after %d s: %s; %s".formatted(PATIENCE.toSeconds(), names, logs));
  }
}
