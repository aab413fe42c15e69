package org.collapselab.vision.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A network that a user asks for.
 *
 * @param kind which
 * @param path its weights, or the folder they are in; for the small CLIP the folder of a model
 */
public record NetworkChoice(NetworkKind kind, Path path) {

  private static final String WEIGHTS = "model.safetensors";

  /**
   * Reads {@code NAME=PATH}, or a name alone that has a default.
   *
   * @param smallClip the model whose CLIP is taken when none is named
   * @throws IllegalArgumentException if the name is unknown or the path is missing
   */
  public static NetworkChoice parse(String text, Path smallClip) {
    int equals = text.indexOf('=');
    NetworkKind kind = NetworkKind.of(equals < 0 ? text : text.substring(0, equals));
    if (equals < 0 && kind != NetworkKind.SMALL_CLIP) {
      throw new IllegalArgumentException(
          "network: expected %s=FILE, as its weights are not part of this project"
              .formatted(kind.label()));
    }
    return new NetworkChoice(kind, equals < 0 ? smallClip : Path.of(text.substring(equals + 1)));
  }

  /**
   * Loads the network.
   *
   * @param resize how images become squares; CLIP networks have a preprocessing of their own
   * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IOException if a file is missing or cannot be read
   * @throws IllegalArgumentException if the weights are not that network's
   */
  public FeatureNetwork open(ResizeMethod resize, String device) throws IOException {
    return switch (kind) {
      case SMALL_CLIP -> ClipFeatures.open(path, kind.label(), device);
      case FID_INCEPTION -> ImageNetwork.fidInception(weights(), resize, device);
      case CLIP_VIT_B_32, CLIP_VIT_L_14 -> PublishedClip.of(kind).load(kind, weights(), device);
      case DINOV2_VIT_L_14 -> ImageNetwork.dinoV2(weights(), resize, device);
    };
  }

  private Path weights() {
    return Files.isDirectory(path) ? path.resolve(WEIGHTS) : path;
  }
}
