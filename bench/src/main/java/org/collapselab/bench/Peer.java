package org.collapselab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** PyTorch with diffusers, measured in the same run if there is a Python that has them. */
final class Peer {

  private final JsonNode measured;

  private Peer(JsonNode measured) {
    this.measured = measured;
  }

  /** Runs the peer, if {@code BENCH_PYTHON} or {@code python3} has torch and diffusers. */
  static Optional<Peer> measure(Path folder, int threads, int repeats)
      throws IOException, InterruptedException {
    String python = Optional.ofNullable(System.getenv("BENCH_PYTHON")).orElse("python3");
    if (!hasPyTorch(python)) {
      return Optional.empty();
    }
    Process peer =
        start(
            List.of(
                python,
                folder.resolve("torch_peer.py").toString(),
                folder.resolve("cases.json").toString(),
                Integer.toString(threads),
                Integer.toString(repeats)));
    String output = new String(peer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (peer.waitFor() != 0) {
      throw new IOException("torch_peer.py failed:\n" + output);
    }
    String last = output.strip().substring(output.strip().lastIndexOf('\n') + 1);
    return Optional.of(new Peer(new ObjectMapper().readTree(last)));
  }

  private static boolean hasPyTorch(String python) throws InterruptedException {
    try {
      Process probe = start(List.of(python, "-c", "import torch, diffusers"));
      probe.getInputStream().readAllBytes();
      return probe.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  String name() {
    return "PyTorch %s, diffusers %s"
        .formatted(measured.get("torch").textValue(), measured.get("diffusers").textValue());
  }

  /** The seconds of {@code train} or {@code infer} in whichever memory layout is faster. */
  double seconds(Case of, String what) {
    JsonNode layouts = measured.get("cases").get(of.name());
    return StreamSupport.stream(layouts.spliterator(), false)
        .mapToDouble(layout -> layout.get(what).get("median").doubleValue())
        .min()
        .orElseThrow();
  }
}
