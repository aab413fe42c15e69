package org.collapselab.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.collapselab.local.platform.DataFolder;
import org.collapselab.local.platform.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of a run that something happens to, on one data folder: the command is killed; it is
 * run again and interrupted; it is run again, a service is killed, and it comes to its end.
 */
class LabFaultsIT {
  private static final String DEPLOY = Path.of(System.getProperty("lab.root"), "deploy").toString();
  private static final Duration NOTICE = Duration.ofSeconds(30);

  @TempDir private static Path folder;

  private final List<LabProcess> started = new ArrayList<>();

  @AfterEach
  void clear() {
    started.forEach(LabProcess::clear);
  }

  @Test
  void shouldLeaveNothingBehindAndGoOnWhateverEndsIt() throws IOException, InterruptedException {
    Path spec = spec();
    DataFolder data = DataFolder.at(folder.resolve("data"));

    // Given a run
    LabProcess killed = run("killed", spec, data);
    killed.awaitWords("iteration 0 of 2: evaluating");
    List<ProcessHandle> orphans = killed.children();
    assertThat(orphans).hasSizeGreaterThanOrEqualTo(7);

    // When it is killed, and another is started at once
    killed.kill();
    LabProcess interrupted = run("interrupted", spec, data);

    // Then what it left behind is gone before the other begins
    interrupted.awaitWords("starting generator");
    assertThat(orphans).noneMatch(ProcessHandle::isAlive);

    // When that one is interrupted while it trains
    interrupted.awaitWords("iteration 1 of 2: training");
    List<ProcessHandle> children = interrupted.children();
    long start = System.nanoTime();
    interrupted.interrupt();

    // Then it takes everything with it, soon and without complaint
    assertThat(interrupted.awaitExit()).isEqualTo(ExitStatus.INTERRUPTED.code());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(NOTICE);
    await()
        .atMost(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
    assertThat(interrupted.said()).contains("stopping the platform").doesNotContain("lab: ");
    assertThat(data.holder()).isEmpty();

    // When a service is killed in the next one
    LabProcess last = run("last", spec, data);
    last.awaitWords("the platform runs");
    ProcessHandle trainer = pidOf(data, Service.TRAINER);
    trainer.destroyForcibly();

    // Then another takes its place, and the experiment comes to its end
    last.awaitWords("the trainer ended by itself with status 137");
    assertThat(last.awaitExit()).as(last.said()).isEqualTo(ExitStatus.DONE.code());
    assertThat(last.said())
        .contains("trainer.log", "experiment faults-")
        .containsPattern("experiment faults-[0-9a-f]{12} completed");
    assertThat(data.holder()).isEmpty();
  }

  private LabProcess run(String name, Path spec, DataFolder data) throws IOException {
    LabProcess process =
        LabProcess.start(
            folder.resolve(name + ".out"),
            "run",
            spec.toString(),
            "--data",
            data.root().toString());
    started.add(process);
    return process;
  }

  private static ProcessHandle pidOf(DataFolder data, Service service) throws IOException {
    Path file = data.root().resolve("services").resolve(service.word() + ".pid");
    return ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
  }

  private static Path spec() throws IOException {
    return Files.writeString(
        folder.resolve("faults.yaml"),
        """
        name: faults
        model: %1$s/models/emoji-small
        realDataset: %1$s/datasets/emoji-people
        images: 16
        generation: {width: 64, height: 64, steps: 4, guidance: 1, strength: 0.5}
        training: {batch: 8, epochs: 20}
        evaluation: {images: 8, steps: 4, guidance: 1, bootstrapReplicates: 20}
        conditions:
          - {name: half, syntheticFraction: 0.5, iterations: 2}
        """
            .formatted(DEPLOY));
  }
}
