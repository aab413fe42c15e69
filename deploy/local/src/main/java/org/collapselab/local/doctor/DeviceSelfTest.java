package org.collapselab.local.doctor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.cuda.CudaUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.collapselab.diffusion.nn.Network;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.scheduler.BetaSchedule;
import org.collapselab.diffusion.scheduler.NoiseSchedule;
import org.collapselab.diffusion.scheduler.PredictionType;
import org.collapselab.diffusion.training.CachedExamples;
import org.collapselab.diffusion.training.FineTuning;
import org.collapselab.diffusion.training.FineTuningSettings;
import org.collapselab.diffusion.training.FineTuningSettings.LearningRateDecay;
import org.collapselab.diffusion.training.StepReport;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.unet.UNetConfig;
import org.collapselab.diffusion.vae.AutoencoderKl;
import org.collapselab.diffusion.vae.VaeConfig;

/**
 * What an operator runs before anything else on a new kind of device: the networks and a training
 * step, held against the CPU, which the goldens are checked on; then speed and memory.
 */
public final class DeviceSelfTest {

  /** Convolutions on a GPU may round their factors to 10 bits (TF32), an error of 1e-3 each. */
  private static final double TOLERANCE = 0.01;

  private static final UNetConfig UNET =
      new UNetConfig(
          4,
          4,
          List.of(32, 64),
          List.of(true, true),
          List.of(2, 4),
          1,
          48,
          true,
          16,
          1e-5,
          true,
          0);
  private static final VaeConfig VAE =
      new VaeConfig(3, 3, 4, List.of(16, 32), 1, 8, true, true, true, 64, 0.5);
  private static final int PRODUCT = 4096;
  private static final int PRODUCTS = 5;

  private final String device;

  /**
   * A test.
   *
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   */
  public DeviceSelfTest(String device) {
    this.device = device;
  }

  /** Looks at the device; later findings are missing if an earlier one is wrong. */
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    for (Supplier<Finding> each :
        List.<Supplier<Finding>>of(
            this::found, this::unet, this::decoder, this::training, this::speed, this::memory)) {
      Finding finding = guarded(each);
      findings.add(finding);
      if (finding.verdict() == Finding.Verdict.WRONG) {
        break;
      }
    }
    return findings;
  }

  private Finding guarded(Supplier<Finding> part) {
    try {
      return part.get();
    } catch (RuntimeException | LinkageError e) {
      return Finding.wrong(device, String.valueOf(e.getMessage()));
    }
  }

  private Finding found() {
    try {
      return Finding.ok(device, "the engine has it: " + Torch.device(device));
    } catch (IllegalArgumentException e) {
      return Finding.wrong(device, e.getMessage() + "; docs/gpu.md says what it takes");
    }
  }

  private Finding unet() {
    UNet2DConditionModel unet = new UNet2DConditionModel(UNET);
    return compared(
        "u-net",
        on ->
            run(
                unet.guided(),
                Weights.initialize(unet.parameters(), 1, on),
                manager ->
                    new NDArray[] {
                      input(manager, "sample", 2, 4, 16, 16),
                      unet.timestepEmbedding(manager, 500),
                      input(manager, "context", 4, 7, 48)
                    }));
  }

  private Finding decoder() {
    AutoencoderKl vae = new AutoencoderKl(VAE);
    return compared(
        "decoder",
        on ->
            run(
                vae.decoder(),
                Weights.initialize(vae.parameters(), 1, on),
                manager -> new NDArray[] {input(manager, "latent", 2, 4, 8, 8)}));
  }

  private Finding training() {
    return compared("training", DeviceSelfTest::trained);
  }

  /** Losses and gradient norms of two steps; the second one's tell what the first did. */
  private static float[] trained(String on) {
    UNet2DConditionModel unet = new UNet2DConditionModel(UNET);
    FineTuningSettings settings =
        new FineTuningSettings(
            PredictionType.V_PREDICTION,
            1e-3,
            LearningRateDecay.CONSTANT,
            0,
            2,
            2,
            0.01,
            1,
            0.9,
            0,
            1);
    NoiseSchedule schedule = NoiseSchedule.of(BetaSchedule.SCALED_LINEAR, 1000, 0.00085, 0.012);
    try (Weights weights = Weights.initialize(unet.parameters(), 1, on);
        NDManager manager = Torch.newManager(on)) {
      CachedExamples examples =
          new CachedExamples(
              input(manager, "latents", 2, 4, 16, 16),
              input(manager, "contexts", 1, 7, 48),
              new int[2],
              0);
      try (FineTuning run = FineTuning.start(unet, weights, schedule, examples, settings)) {
        StepReport first = run.step();
        StepReport second = run.step();
        return new float[] {
          (float) first.loss(),
          (float) first.gradientNorm(),
          (float) second.loss(),
          (float) second.gradientNorm()
        };
      }
    }
  }

  private Finding speed() {
    try (NDManager manager = Torch.newManager(device)) {
      NDArray ones = manager.ones(new Shape(PRODUCT, PRODUCT));
      ones.matMul(ones).getFloat(0, 0);
      long start = System.nanoTime();
      for (int i = 0; i < PRODUCTS; i++) {
        // Reading a value waits for the device.
        ones.matMul(ones).getFloat(0, 0);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      double teraflops = 2 * Math.pow(PRODUCT, 3) * PRODUCTS / seconds / 1e12;
      return Finding.ok("speed", "multiplies matrices at %.2f TFLOP/s".formatted(teraflops));
    }
  }

  private Finding memory() {
    Device chosen = Torch.device(device);
    if (!chosen.isGpu()) {
      return Finding.ok("memory", "that of the machine");
    }
    var usage = CudaUtils.getGpuMemory(chosen);
    return Finding.ok(
        "memory",
        "%.1f of %.1f GiB in use"
            .formatted(usage.getCommitted() / 1073741824.0, usage.getMax() / 1073741824.0));
  }

  /** Computes the same on the device and on the CPU. */
  private Finding compared(String subject, Function<String, float[]> work) {
    float[] expected = work.apply("cpu");
    float[] actual = work.apply(device);
    double error = relativeError(actual, expected);
    String text = "differs from the CPU's by %.2g, of %.2g allowed".formatted(error, TOLERANCE);
    return error <= TOLERANCE ? Finding.ok(subject, text) : Finding.wrong(subject, text);
  }

  /**
   * Length of the difference over the length of what is expected; infinite for what is no number.
   */
  static double relativeError(float[] actual, float[] expected) {
    double difference =
        IntStream.range(0, expected.length)
            .mapToDouble(i -> Math.pow((double) actual[i] - expected[i], 2))
            .sum();
    double size =
        IntStream.range(0, expected.length).mapToDouble(i -> Math.pow(expected[i], 2)).sum();
    double error = Math.sqrt(difference / size);
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  private interface Inputs {
    NDArray[] on(NDManager manager);
  }

  private static float[] run(Network network, Weights weights, Inputs inputs) {
    try (weights;
        Script script = Script.compile(network, weights);
        NDManager manager = weights.manager().newSubManager()) {
      return Torch.withoutGradient(() -> script.run(inputs.on(manager)).toFloatArray());
    }
  }

  private static NDArray input(NDManager manager, String name, long... shape) {
    Shape djl = new Shape(shape);
    return manager.create(Noise.gaussian(new NoiseKey(1, 0, 0, 0, name), (int) djl.size()), djl);
  }
}
