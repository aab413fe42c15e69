package org.collapselab.local.input;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.contracts.Key;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.diffusion.pipeline.ModelFolderException;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;

/**
 * A base model: a folder in diffusers layout, found complete, or the key of a checkpoint in the
 * store.
 */
final class ModelInput {
  private final Key key;
  private final String name;
  private final Optional<Path> folder;
  private final long trainedBytes;

  private ModelInput(Key key, String name, Optional<Path> folder, long trainedBytes) {
    this.key = key;
    this.name = name;
    this.folder = folder;
    this.trainedBytes = trainedBytes;
  }

  /**
   * Checks a spec's {@code model}.
   *
   * @param specFolder where relative paths start
   * @throws LabException if it is neither a key nor a complete model folder; says all that is wrong
   */
  static ModelInput resolve(String model, Path specFolder) {
    if (Key.matches(model)) {
      return new ModelInput(Key.parse(model), model, Optional.empty(), 0);
    }
    Path folder = specFolder.resolve(model).normalize();
    try {
      ModelFolder checked = ModelFolder.open(folder);
      String name = folder.getFileName().toString();
      return new ModelInput(
          Checkpoints.describe(name, folder).key(),
          name,
          Optional.of(folder),
          trainedBytes(checked));
    } catch (ModelFolderException e) {
      throw new LabException(ExitStatus.BAD_INPUT, "model: " + e.getMessage(), e);
    }
  }

  /** A trained U-Net is stored in 32-bit floats, whatever the base model's is in. */
  private static long trainedBytes(ModelFolder folder) {
    return Float.BYTES
        * folder.unet().parameters().values().stream()
            .mapToLong(shape -> LongStream.of(shape).reduce(1, Math::multiplyExact))
            .sum();
  }

  Key key() {
    return key;
  }

  /** Bytes of the weights that training changes; 0 if they are in the store already. */
  long trainedBytes() {
    return trainedBytes;
  }

  /**
   * Makes sure that the store has it.
   *
   * @throws LabException if the key is not in the store
   */
  void publish(ArtifactStore store) {
    var checkpoints = new Checkpoints(store);
    if (folder.isPresent()) {
      checkpoints.publishBase(name, folder.get());
    } else if (!checkpoints.exists(key)) {
      throw new LabException(
          ExitStatus.BAD_INPUT, "model: the store has no checkpoint " + key.value());
    }
  }
}
