package org.collapselab.vision.features;

import java.util.List;

/**
 * What a reader must know of the network behind a number.
 *
 * @param network its identity: a name, {@code @} and 8 hexadecimal digits of a hash over the
 *     weights and the preprocessing
 * @param kind which network it is
 * @param origin where its weights are known to be from
 * @param sha256 of each file of weights
 * @param preprocessing how images come to it
 */
public record NetworkFacts(
    String network,
    NetworkKind kind,
    WeightsOrigin origin,
    List<String> sha256,
    String preprocessing) {

  public NetworkFacts {
    sha256 = List.copyOf(sha256);
  }
}
