package org.collapselab.vision.features;

import java.util.List;
import java.util.Map;

/**
 * Where a network's weights are from. Names and shapes of tensors prove the architecture only; that
 * they are the published ones is known by the hash of the published file, or else it is the user's
 * word.
 */
public sealed interface WeightsOrigin {

  /** The file is, byte for byte, one that its authors published. */
  record Published(String as) implements WeightsOrigin {}

  /** The user says that they are the published weights, perhaps stored anew in another format. */
  record Declared() implements WeightsOrigin {}

  /** They came with the model under study and claim to be no one else's. */
  record Own() implements WeightsOrigin {}

  /**
   * Hashes of published files. Only what several independent sources agree on belongs here. The
   * other networks are published as pickles, which are not read, so that no hash of a safetensors
   * file can be known in advance.
   */
  Map<String, String> PUBLISHED =
      Map.of(
          "a2bf730a0c7debf160f7a6b50b3aaf3703e7e88ac73de7a314903141db026dcb",
          "openai/clip-vit-large-patch14, model.safetensors");

  /** The origin of weights that are said to be published ones, by the hashes of their files. */
  static WeightsOrigin ofPublished(List<String> sha256) {
    return sha256.size() == 1 && PUBLISHED.containsKey(sha256.get(0))
        ? new Published(PUBLISHED.get(sha256.get(0)))
        : new Declared();
  }

  /** How a result says it. */
  default String text() {
    if (this instanceof Published published) {
      return "published: " + published.as();
    }
    return this instanceof Declared ? "as declared by the user" : "of the model under study";
  }
}
