package org.collapselab.diffusion.safetensors;

import java.nio.file.Path;
import java.util.List;

/** Weights in Python's pickle format, which run code when they are read and never are here. */
public final class Pickles {

  /** Why they are refused, and the way to weights that are not. */
  public static final String ADVICE =
      "pickled weights run code when read and are refused; convert the model where it is trusted"
          + " with diffusers: StableDiffusionPipeline.from_pretrained, or from_single_file, then"
          + " save_pretrained(folder, safe_serialization=True)";

  private static final List<String> ENDINGS =
      List.of(".bin", ".ckpt", ".pt", ".pth", ".pkl", ".pickle");

  private Pickles() {}

  /** Whether a file's name is one of pickled weights. */
  public static boolean named(Path file) {
    String name = file.getFileName().toString();
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
