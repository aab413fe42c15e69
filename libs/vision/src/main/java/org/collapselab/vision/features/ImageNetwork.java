package org.collapselab.vision.features;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.safetensors.SafetensorsFile;
import org.collapselab.vision.networks.DinoV2;
import org.collapselab.vision.networks.FidInception;

/** A published network of images alone, with weights from a file that the user has. */
public final class ImageNetwork implements FeatureNetwork {

  private final NetworkFacts facts;
  private final int dimension;
  private final ImageTower tower;

  private ImageNetwork(NetworkFacts facts, int dimension, ImageTower tower) {
    this.facts = facts;
    this.dimension = dimension;
    this.tower = tower;
  }

  /**
   * The FID's Inception v3.
   *
   * @param weights safetensors, in pytorch-fid's names
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if its tensors are not that network's
   */
  public static ImageNetwork fidInception(Path weights, ResizeMethod resize, String device)
      throws IOException {
    FidInception inception = new FidInception();
    Pixels pixels = SquarePixels.inception(FidInception.SIZE, resize);
    NetworkFacts facts = NetworkIdentity.published(NetworkKind.FID_INCEPTION, pixels, weights);
    ImageTower tower =
        ImageTower.of(
            inception.features(), inception.load(weights, device), pixels, Batch.on(device));
    return new ImageNetwork(facts, FidInception.DIMENSION, tower);
  }

  /**
   * DINOv2 ViT-L/14 without registers.
   *
   * @param weights safetensors, in transformers' names or in the authors' and timm's
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if its tensors are not that network's
   */
  public static ImageNetwork dinoV2(Path weights, ResizeMethod resize, String device)
      throws IOException {
    return dinoV2(DinoV2.large(names(weights)), weights, resize, device);
  }

  static ImageNetwork dinoV2(DinoV2 network, Path weights, ResizeMethod resize, String device)
      throws IOException {
    Pixels pixels = SquarePixels.imageNet(DinoV2.SIZE, resize);
    NetworkFacts facts = NetworkIdentity.published(NetworkKind.DINOV2_VIT_L_14, pixels, weights);
    ImageTower tower =
        ImageTower.of(network.features(), network.load(weights, device), pixels, Batch.on(device));
    return new ImageNetwork(facts, network.width(), tower);
  }

  private static DinoV2.Names names(Path weights) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(weights)) {
      return file.names().contains("cls_token") ? DinoV2.Names.ORIGINAL : DinoV2.Names.TRANSFORMERS;
    }
  }

  @Override
  public NetworkFacts facts() {
    return facts;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public float[][] images(List<RgbImage> images) {
    return tower.features(images);
  }

  @Override
  public void close() {
    tower.close();
  }
}
