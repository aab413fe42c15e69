package org.collapselab.diffusion.pipeline;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.collapselab.diffusion.nn.Network;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;

/** The weights of a model, or of some of its parts, on a device. */
public final class DiffusionModel implements AutoCloseable {

  private final ModelFolder folder;
  private final String device;
  private final Map<ModelPart, Weights> weights = new EnumMap<>(ModelPart.class);

  private DiffusionModel(ModelFolder folder, String device) {
    this.folder = folder;
    this.device = device;
  }

  /**
   * Loads the weights of the parts asked for.
   *
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if the folder has no such part or the machine no such device
   */
  public static DiffusionModel load(ModelFolder folder, String device, Set<ModelPart> parts)
      throws IOException {
    DiffusionModel model = new DiffusionModel(folder, device);
    try {
      for (ModelPart part : parts) {
        model.weights.put(part, model.read(part));
      }
      return model;
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private Weights read(ModelPart part) throws IOException {
    return folder.parameterCheck(part).load(folder.weights(part), device);
  }

  /** The folder it is from. */
  public ModelFolder folder() {
    return folder;
  }

  /**
   * The weights of a part; they stay this model's.
   *
   * @throws IllegalStateException if the part was not loaded
   */
  public Weights weights(ModelPart part) {
    Weights loaded = weights.get(part);
    if (loaded == null) {
      throw new IllegalStateException(part.folder() + " was not loaded");
    }
    return loaded;
  }

  /**
   * Compiles a network over the weights of a part; close it before this model.
   *
   * @throws IllegalStateException if the part was not loaded
   */
  public Script compile(Network network, ModelPart part) {
    return Script.compile(network, weights(part));
  }

  /** A manager of arrays on the model's device; close it to free them. */
  public NDManager newManager() {
    return Torch.newManager(device);
  }

  @Override
  public void close() {
    weights.values().forEach(Weights::close);
    weights.clear();
  }
}
