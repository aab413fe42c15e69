package org.collapselab.diffusion.pretrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.collapselab.diffusion.data.OnCorrupt;
import org.collapselab.diffusion.nn.Torch;

/**
 * Pretrains a small base model from the command line: {@code --data DIR --out DIR [--seed N]
 * [--threads N] [--device NAME] [--vae-steps N] [--clip-steps N] [--unet-steps N] [--on-corrupt
 * refuse|skip] [--stage tokenizer|vae|clip|unet|all]}.
 */
public final class Main {

  private final Map<String, String> options = new HashMap<>();

  private Main(String[] args) {
    for (int i = 0; i < args.length; i += 2) {
      if (!args[i].startsWith("--") || i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + ": --option VALUE was expected");
      }
      options.put(args[i].substring(2), args[i + 1]);
    }
  }

  public static void main(String[] args) throws IOException {
    new Main(args).run();
  }

  private void run() throws IOException {
    Torch.setThreads(number("threads", Torch.threads()));
    PretrainingParameters small = PretrainingParameters.small(number("seed", 0));
    Pretraining pretraining =
        new Pretraining(
            small.withSteps(
                number("vae-steps", small.vae().fit().steps()),
                number("clip-steps", small.clip().fit().steps()),
                number("unet-steps", small.unet().fit().steps())),
            Path.of(required("data")),
            OnCorrupt.valueOf(option("on-corrupt").orElse("refuse").toUpperCase(Locale.ROOT)),
            Path.of(required("out")),
            option("device").orElse("cpu"),
            new LoggingListener());
    switch (option("stage").orElse("all")) {
      case "tokenizer" -> pretraining.tokenizer();
      case "vae" -> pretraining.vae();
      case "clip" -> pretraining.clip();
      case "unet" -> pretraining.unet();
      case "all" -> pretraining.run();
      default ->
          throw new IllegalArgumentException(
              "--stage: tokenizer, vae, clip, unet or all was expected");
    }
  }

  private Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  private String required(String name) {
    return option(name)
        .orElseThrow(() -> new IllegalArgumentException("--" + name + " was expected"));
  }

  private int number(String name, int whenAbsent) {
    try {
      return option(name).map(Integer::parseInt).orElse(whenAbsent);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + ": a whole number was expected", e);
    }
  }
}
