package org.collapselab.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.collapselab.diffusion.nn.Precision;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.training.Computation;
import org.collapselab.diffusion.training.FineTuning;
import org.collapselab.diffusion.training.StepReport;

/** The command: {@code speed}, or {@code memory [bf16] [recompute]}. */
public final class Bench {

  private static final int REPEATS = Integer.getInteger("bench.repeats", 9);
  private static final int MEMORY_STEPS = 2;

  private Bench() {}

  /** Measures and prints. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = List.of(arguments);
    Path folder = Path.of(System.getProperty("bench.folder"));
    if (words.isEmpty() || words.equals(List.of("speed"))) {
      speed(folder);
    } else if (words.get(0).equals("memory")) {
      memory(folder, words);
    } else {
      throw new IllegalArgumentException(
          "expected speed, or memory [bf16] [recompute], was " + words);
    }
  }

  private static void speed(Path folder) throws IOException, InterruptedException {
    Optional<Peer> peer = Peer.measure(folder, Torch.threads(), REPEATS);
    print("threads %d; peer: %s", Torch.threads(), peer.map(Peer::name).orElse("none found"));
    for (Case each : Case.read(folder.resolve("cases.json"))) {
      double before = Machine.sgemm();
      Timing train = train(each, Computation.PLAIN);
      Timing sixteen = train(each, new Computation(Precision.BF16, 0, false));
      Timing infer;
      Timing guided;
      try (Workload workload = new Workload(each)) {
        infer = workload.infer(REPEATS);
        guided = workload.inferGuided(REPEATS);
      }
      double peak = Math.max(before, Machine.sgemm());
      double forward = each.forwardOperations();
      print(
          "%n%s: %d x %d latents, batch %d, %,d parameters, %.1f GFLOP forward, sgemm %.0f GFLOP/s",
          each.name(),
          each.side(),
          each.side(),
          each.batch(),
          each.parameters(),
          forward / 1e9,
          peak / 1e9);
      line("train step", train, 3 * forward, peak, peer.map(p -> p.seconds(each, "train")));
      print(
          "  train step, bf16    %8.1f ms   %.2f of fp32's",
          1e3 * sixteen.median(), sixteen.median() / train.median());
      line("inference", infer, forward, peak, peer.map(p -> p.seconds(each, "infer")));
      print(
          "  guided inference    %8.1f ms   %.2f of the plain one's",
          1e3 * guided.median(), guided.median() / infer.median());
    }
  }

  private static Timing train(Case of, Computation computation) {
    try (Workload workload = new Workload(of);
        FineTuning run = workload.fineTuning(computation, Integer.MAX_VALUE)) {
      return Timing.of(run::step, REPEATS);
    }
  }

  private static void line(
      String what, Timing timing, double operations, double peak, Optional<Double> peer) {
    String ratio =
        peer.map(seconds -> "   %.2f of PyTorch's".formatted(timing.median() / seconds)).orElse("");
    print(
        "  %-20s%8.1f ms   (fastest %.1f)   %.2f of sgemm%s",
        what,
        1e3 * timing.median(),
        1e3 * timing.least(),
        operations / timing.median() / peak,
        ratio);
  }

  /** Training steps of Stable Diffusion 2.1's whole U-Net, at 64 x 64 latents and batch 1. */
  private static void memory(Path folder, List<String> words) throws IOException {
    Precision precision = words.contains("bf16") ? Precision.BF16 : Precision.FP32;
    Computation computation = new Computation(precision, 0, words.contains("recompute"));
    Case full = Case.read(folder.resolve("full.json")).get(0);
    print("%s: %,d parameters, %s", full.name(), full.parameters(), computation);
    try (Workload workload = new Workload(full);
        FineTuning run = workload.fineTuning(computation, MEMORY_STEPS)) {
      while (!run.finished()) {
        StepReport report = run.step();
        print(
            "  step %d: loss %.5f, gradient norm %.4f, %.1f s, peak resident %.2f GiB",
            report.step(),
            report.loss(),
            report.gradientNorm(),
            report.millis() / 1e3,
            Machine.peakResidentBytes() / (double) (1 << 30));
      }
    }
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
