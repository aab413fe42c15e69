package org.collapselab.diffusion.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.collapselab.diffusion.nn.FoundParameters;
import org.collapselab.diffusion.safetensors.ElementType;
import org.collapselab.diffusion.safetensors.TensorSource;

/**
 * What a part of a model has.
 *
 * @param part the part
 * @param file its weights, or the index of their shards
 * @param parameters how many numbers it has
 * @param bytes how many bytes of the file they take
 * @param types the types they are stored in
 */
public record PartSummary(
    ModelPart part, Path file, long parameters, long bytes, Set<ElementType> types) {

  /** An immutable copy. */
  public PartSummary {
    types = Set.copyOf(types);
  }

  /**
   * The parts of a model, from the headers of their files.
   *
   * @throws IOException if a file cannot be read
   */
  public static List<PartSummary> of(ModelFolder model) throws IOException {
    List<PartSummary> summaries = new ArrayList<>();
    for (ModelPart part : ModelPart.values()) {
      if (model.parts().contains(part)) {
        Path file = model.weights(part);
        try (TensorSource source = TensorSource.open(file)) {
          FoundParameters found = model.parameterCheck(part).find(source);
          summaries.add(
              new PartSummary(part, file, found.parameterCount(), found.bytes(), found.types()));
        }
      }
    }
    return summaries;
  }
}
