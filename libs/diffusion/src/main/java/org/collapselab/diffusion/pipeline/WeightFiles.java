package org.collapselab.diffusion.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Why a safetensors file is not where it should be, and what to do about it. */
final class WeightFiles {

  // Pickles run code when they are read, so none of these is ever opened.
  private static final List<String> PICKLES = List.of(".bin", ".ckpt", ".pt", ".pth");

  private WeightFiles() {}

  /** What is wrong with the weights of a part, if anything. */
  static Optional<String> problem(Path root, ModelPart part) {
    String wanted = part.weightsFile();
    if (Files.isRegularFile(root.resolve(wanted))) {
      return Optional.empty();
    }
    for (String pickle : PICKLES) {
      String found = part.folder() + '/' + part.stem() + pickle;
      if (part == ModelPart.TEXT_ENCODER || part == ModelPart.IMAGE_ENCODER) {
        found = part.folder() + "/pytorch_model" + pickle;
      }
      if (Files.exists(root.resolve(found))) {
        return Optional.of(found + ": " + pickleAdvice());
      }
    }
    String index = wanted + ".index.json";
    if (Files.exists(root.resolve(index))) {
      return Optional.of(
          index
              + ": weights in several files are not read; save the model with one file per part"
              + " (in diffusers: save_pretrained with a larger max_shard_size)");
    }
    String half = part.folder() + '/' + part.stem() + ".fp16.safetensors";
    if (Files.exists(root.resolve(half))) {
      return Optional.of(
          wanted + ": missing; rename " + half + " to use the half precision weights");
    }
    return Optional.of(wanted + ": missing");
  }

  /** Why a single file is no model folder. */
  static String singleFileProblem(Path file) {
    String name = file.getFileName().toString();
    boolean pickle = PICKLES.stream().anyMatch(name::endsWith);
    return "expected a folder in the layout of diffusers, was a file; "
        + (pickle ? pickleAdvice() : convertAdvice("from_single_file"));
  }

  private static String pickleAdvice() {
    return "pickled weights run code when read and are refused; "
        + convertAdvice("from_pretrained, or from_single_file");
  }

  private static String convertAdvice(String loader) {
    return "convert the model where it is trusted with diffusers: StableDiffusionPipeline."
        + loader
        + ", then save_pretrained(folder, safe_serialization=True)";
  }
}
