package org.collapselab.diffusion.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.collapselab.diffusion.safetensors.Pickles;

/**
 * Where the weights of a part lie: in one file of the part's folder, in shards with an index, under
 * the name of a variant such as {@code fp16}, or with all other parts in a single file of the model
 * folder. The first of these that is there is taken, so that a fine-tuned part in a file of its own
 * takes the place of what the base model has in another layout.
 */
final class WeightFiles {

  private static final String SAFETENSORS = ".safetensors";
  private static final String INDEX = ".safetensors.index.json";

  private final Path root;

  WeightFiles(Path root) {
    this.root = root;
  }

  /**
   * The file or index of a part.
   *
   * @throws ProblemException if there is none, or more than one may be meant
   * @throws IOException if a folder cannot be listed
   */
  Path of(ModelPart part) throws ProblemException, IOException {
    Path folder = root.resolve(part.folder());
    Path whole = folder.resolve(part.stem() + SAFETENSORS);
    if (Files.isRegularFile(whole)) {
      return whole;
    }
    Path index = folder.resolve(part.stem() + INDEX);
    if (Files.isRegularFile(index)) {
      return index;
    }
    List<Path> variants = variants(folder, part.stem());
    if (variants.size() == 1) {
      return variants.get(0);
    }
    if (variants.size() > 1) {
      throw new ProblemException(
          "%s: several variants, %s: keep one, or name the one meant %s"
              .formatted(part.folder(), names(variants), whole.getFileName()));
    }
    Optional<Path> single = part.isInSingleFile() ? singleFile() : Optional.empty();
    if (single.isPresent()) {
      return single.get();
    }
    throw missing(folder, part);
  }

  /**
   * The file in the model folder itself that holds all parts, if there is one.
   *
   * @throws ProblemException if there are several
   * @throws IOException if the folder cannot be listed
   */
  Optional<Path> singleFile() throws ProblemException, IOException {
    List<Path> files = list(root, file -> file.getFileName().toString().endsWith(SAFETENSORS));
    if (files.size() > 1) {
      throw new ProblemException("several single files, " + names(files) + ": keep one");
    }
    return files.stream().findFirst();
  }

  /** Names of a variant; the index also as diffusers before 0.32 and as hand-made ones have it. */
  private static List<Path> variants(Path folder, String stem) throws IOException {
    String quoted = Pattern.quote(stem);
    Pattern pattern =
        Pattern.compile(
            quoted
                + "\\.(\\w+\\.safetensors|safetensors\\.index\\.\\w+\\.json"
                + "|\\w+\\.safetensors\\.index\\.json|safetensors\\.\\w+\\.index\\.json)");
    return list(folder, file -> pattern.matcher(file.getFileName().toString()).matches());
  }

  private ProblemException missing(Path folder, ModelPart part) throws IOException {
    List<Path> pickles = list(folder, Pickles::named);
    if (!pickles.isEmpty()) {
      return new ProblemException(
          part.folder() + '/' + pickles.get(0).getFileName() + ": " + Pickles.ADVICE);
    }
    if (part.isInSingleFile()) {
      List<Path> single = list(root, Pickles::named);
      if (!single.isEmpty()) {
        return new ProblemException(single.get(0).getFileName() + ": " + Pickles.ADVICE);
      }
    }
    return new ProblemException(part.weightsFile() + ": missing");
  }

  private static String names(List<Path> files) {
    return String.join(" and ", files.stream().map(f -> f.getFileName().toString()).toList());
  }

  private static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).filter(wanted).sorted().toList();
    }
  }

  /** Why a file is no model folder. */
  static String notAFolderProblem(Path file) {
    return "expected a folder, was a file; "
        + (Pickles.named(file)
            ? Pickles.ADVICE
            : "a single file of all weights is read from a folder that has the configuration and"
                + " the tokenizer beside it");
  }

  /** What is wrong with a part's files. */
  static final class ProblemException extends Exception {

    private static final long serialVersionUID = 1L;

    ProblemException(String message) {
      super(message);
    }
  }
}
