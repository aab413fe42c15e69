package org.collapselab.scaling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.collapselab.contracts.Json;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.SpecReader;

/**
 * Prints how long an experiment takes, once, a hundred times on other seeds, and with a hundred
 * times the images, by the number of GPUs. The spec is the one argument.
 */
public final class ScalingStudy {
  /** What a data-centre GPU is taken to do in 32-bit floats with tensor cores, in the long run. */
  private static final double RATE = 40e12;

  private static final List<Integer> GPUS = List.of(1, 8, 64, 512);
  private static final int HUNDRED = 100;

  private final ExperimentSpec spec;
  private final PrintStream out;

  private ScalingStudy(ExperimentSpec spec, PrintStream out) {
    this.spec = spec;
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    new ScalingStudy(SpecReader.read(Path.of(arguments[0])), System.out).print();
  }

  private void print() {
    ServiceTimes times = ServiceTimes.stableDiffusion(spec, RATE);
    out.printf(
        "An image takes %.2f s from its caption and %.2f s from another image, a step %.2f s.%n%n",
        times.image(), times.seededImage(), times.step());
    table("the experiment", spec, 1, times);
    table("100 of it, each on another seed", spec, HUNDRED, times);
    table("with 100 times the images", larger(spec), 1, times);
    levers(times);
  }

  private void table(String title, ExperimentSpec which, int repeats, ServiceTimes times) {
    head(title);
    double one = 0;
    for (int gpus : GPUS) {
      Outcome outcome = Platform.run(which, repeats, Cluster.ofGpus(gpus), times, 1);
      one = one == 0 ? outcome.seconds() : one;
      row(gpus + " GPUs", outcome, one);
    }
    out.println();
  }

  /** What the settings do, one at a time. */
  private void levers(ServiceTimes times) {
    head("the experiment on 8 GPUs");
    Cluster eight = Cluster.ofGpus(8);
    double chart = Platform.run(spec, 1, eight, times, 1).seconds();
    lever("the chart's production values", 1, eight, times, chart);
    lever("idle replicas go after 60 s", 1, eight.withScaleDownAfter(60), times, chart);
    out.println();
    head("100 seeds on 64 GPUs");
    Cluster many = Cluster.ofGpus(64);
    chart = Platform.run(spec, HUNDRED, many, times, 1).seconds();
    lever("the chart's production values", HUNDRED, many, times, chart);
    lever("12 partitions", HUNDRED, many.withPartitions(12), times, chart);
    lever("512 partitions", HUNDRED, many.withPartitions(512), times, chart);
    lever("8 checkpoints on a GPU", HUNDRED, many.withLoadedCheckpoints(8), times, chart);
    lever("nodes that live 10 h on average", HUNDRED, many.withEvictions(0.1), times, chart);
    lever("nodes that live 1 h on average", HUNDRED, many.withEvictions(1), times, chart);
  }

  private void lever(
      String name, int repeats, Cluster cluster, ServiceTimes times, double reference) {
    row(name, Platform.run(spec, repeats, cluster, times, 1), reference);
  }

  private void head(String title) {
    out.printf(
        "| %s | hours | GPU hours held | of them at work | speed-up | images made twice |%n",
        title);
    out.println("|---|---|---|---|---|---|");
  }

  private void row(String name, Outcome outcome, double one) {
    out.printf(
        "| %s | %.1f | %.0f | %.0f %% | %.1f | %d |%n",
        name,
        outcome.seconds() / 3600,
        outcome.heldGpuHours(),
        100 * outcome.busyGpuHours() / outcome.heldGpuHours(),
        one / outcome.seconds(),
        outcome.madeTwice());
  }

  private static ExperimentSpec larger(ExperimentSpec spec) {
    ObjectNode tree = Json.tree(spec);
    tree.put("images", HUNDRED * spec.images());
    ((ObjectNode) tree.get("evaluation")).put("images", HUNDRED * spec.evaluation().images());
    return Json.read(tree, ExperimentSpec.class);
  }
}
