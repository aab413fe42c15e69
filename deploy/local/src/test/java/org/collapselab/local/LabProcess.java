package org.collapselab.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The lab command as a person runs it: the script, in a process of its own. */
final class LabProcess {
  private static final Path ROOT = Path.of(System.getProperty("lab.root"));
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final Path output;

  private LabProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts it.
   *
   * @param output where it writes all that it says
   */
  static LabProcess start(Path output, String... arguments) throws IOException {
    return start(output, Map.of(), arguments);
  }

  /** As the other, with further variables in its environment. */
  static LabProcess start(Path output, Map<String, String> environment, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    // A build in the background ignores Ctrl-C, and so would all that it starts.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(ROOT.resolve("lab").toString());
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return new LabProcess(builder.start(), output);
  }

  /** Waits until it has said something. */
  void awaitWords(String words) {
    await(words)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .failFast(
            "it ended before it said so; it said what stands in " + output,
            () -> !process.isAlive() && !said().contains(words))
        .until(() -> said().contains(words));
  }

  String said() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has started that lives. */
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Ctrl-C. */
  void interrupt() throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor())
        .isZero();
  }

  /** Ends it as a crash would; its children are left alone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  int awaitExit() throws InterruptedException {
    boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(ended).as("it ends; it said:\n%s", said()).isTrue();
    return process.exitValue();
  }

  /** Ends everything that is left. */
  void clear() {
    List<ProcessHandle> children = children();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
