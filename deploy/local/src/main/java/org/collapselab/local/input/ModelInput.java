package org.collapselab.local.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.contracts.Key;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.diffusion.pipeline.ModelFolderException;
import org.collapselab.diffusion.pipeline.ModelPart;
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
          Files.size(checked.weights(ModelPart.UNET)));
    } catch (ModelFolderException e) {
      throw new LabException(ExitStatus.BAD_INPUT, "model: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new LabException(
          ExitStatus.BAD_INPUT, "model: cannot read " + folder + ": " + e.getMessage(), e);
    }
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
