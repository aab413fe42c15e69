package org.collapselab.vision.features;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The networks whose features images are compared by. */
public enum NetworkKind {
  /** The CLIP towers of the model under study, as small as it is. */
  SMALL_CLIP("small-clip", "small CLIP"),
  /** Inception v3 of 2015-12-05, by which the FID and the KID are defined. */
  FID_INCEPTION("fid-inception", "Inception v3"),
  /** OpenAI's CLIP ViT-B/32. */
  CLIP_VIT_B_32("clip-vit-b-32", "CLIP ViT-B/32"),
  /** OpenAI's CLIP ViT-L/14. */
  CLIP_VIT_L_14("clip-vit-l-14", "CLIP ViT-L/14"),
  /** Meta's DINOv2 ViT-L/14 without registers. */
  DINOV2_VIT_L_14("dinov2-vit-l-14", "DINOv2 ViT-L/14");

  private final String label;
  private final String title;

  NetworkKind(String label, String title) {
    this.label = label;
    this.title = title;
  }

  /** The name in options and in a network's identity. */
  public String label() {
    return label;
  }

  /** The name that people read. */
  public String title() {
    return title;
  }

  /**
   * The kind of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static NetworkKind of(String label) {
    return Arrays.stream(values())
        .filter(kind -> kind.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "network: expected one of %s, got \"%s\""
                        .formatted(
                            Arrays.stream(values())
                                .map(NetworkKind::label)
                                .collect(Collectors.joining(", ")),
                            label)));
  }
}
