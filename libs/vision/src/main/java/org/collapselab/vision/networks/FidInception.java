package org.collapselab.vision.networks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.nn.Layers;
import org.collapselab.diffusion.nn.Network;
import org.collapselab.diffusion.nn.Ops;
import org.collapselab.diffusion.nn.ParameterCheck;
import org.collapselab.diffusion.nn.ShapeOps;
import org.collapselab.diffusion.nn.Weights;

/**
 * Inception v3 (Szegedy et al., arXiv 1512.00567) as the FID is defined by it (Heusel et al., arXiv
 * 1706.08500): TensorFlow's network of 2015-12-05. It differs from torchvision's Inception v3 of
 * the same parameter names in its pools: averages leave the padding out, and the last block pools
 * by maximum. The names are those of pytorch-fid's port of the weights.
 *
 * <p>Letters of shapes: B batch, C channels, H, W.
 */
public final class FidInception {

  /** Height and width of an image. */
  public static final int SIZE = 299;

  /** The length of the features, {@code pool3}. */
  public static final int DIMENSION = 2048;

  private static final int BLOCKS = 4;

  /** The features [B,2048] of images [B,3,299,299] with values in [-1,1]. */
  public Network features() {
    return new Prefix(this, BLOCKS);
  }

  /**
   * The activations after a part of the network: [B,64,73,73] after the first maximum pool,
   * [B,192,35,35] after the second, [B,768,17,17] before the grid is reduced to 8 x 8.
   *
   * @param index 0, 1 or 2
   */
  public Network activations(int index) {
    if (index < 0 || index >= BLOCKS - 1) {
      throw new IllegalArgumentException("block: expected 0 to 2, got " + index);
    }
    return new Prefix(this, index + 1);
  }

  /** The name and shape of every parameter that the features depend on. */
  public Map<String, long[]> parameters() {
    return ShapeOps.of(features(), new long[] {1, 3, SIZE, SIZE}).parameters();
  }

  /** What a file of these parameters is held to. */
  public ParameterCheck parameterCheck() {
    return ParameterCheck.of(parameters()).ignoring(FidInception::isNotOurs);
  }

  /**
   * Reads the parameters.
   *
   * @param file safetensors
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the tensors are not those of {@link #parameters}; lists
   *     each that is missing, unexpected or of another shape
   */
  public Weights load(Path file, String device) throws IOException {
    return parameterCheck().load(file, device);
  }

  /** What else there is: the classifier, and counters that only training uses. */
  private static boolean isNotOurs(String name) {
    return name.equals("fc.weight")
        || name.equals("fc.bias")
        || name.endsWith(".bn.num_batches_tracked");
  }

  private <T> T stem(Ops<T> ops, T image) {
    ConvolutionUnit<T> unit = new ConvolutionUnit<>(Layers.of(ops));
    T x = unit.apply("Conv2d_1a_3x3", image, 3, 32, 3, 2, 0);
    x = unit.apply("Conv2d_2a_3x3", x, 32, 32, 3, 1, 0);
    x = unit.apply("Conv2d_2b_3x3", x, 32, 64, 3);
    return ops.maxPool(x, 3, 2, 0);
  }

  private <T> T stemEnd(Ops<T> ops, T x) {
    ConvolutionUnit<T> unit = new ConvolutionUnit<>(Layers.of(ops));
    T y = unit.apply("Conv2d_3b_1x1", x, 64, 80, 1);
    y = unit.apply("Conv2d_4a_3x3", y, 80, 192, 3, 1, 0);
    return ops.maxPool(y, 3, 2, 0);
  }

  private <T> T middle(Ops<T> ops, T x) {
    InceptionBlocks<T> blocks = new InceptionBlocks<>(ops);
    T y = blocks.small("Mixed_5b", x, 192, 32);
    y = blocks.small("Mixed_5c", y, 256, 64);
    y = blocks.small("Mixed_5d", y, 288, 64);
    y = blocks.smallReduction("Mixed_6a", y);
    y = blocks.factorized("Mixed_6b", y, 128);
    y = blocks.factorized("Mixed_6c", y, 160);
    y = blocks.factorized("Mixed_6d", y, 160);
    return blocks.factorized("Mixed_6e", y, 192);
  }

  private <T> T end(Ops<T> ops, T x) {
    InceptionBlocks<T> blocks = new InceptionBlocks<>(ops);
    T y = blocks.factorizedReduction("Mixed_7a", x);
    y = blocks.wide("Mixed_7b", y, 1280, false);
    y = blocks.wide("Mixed_7c", y, 2048, true);
    return ops.meanPixel(y);
  }

  private record Prefix(FidInception inception, int blocks) implements Network {

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public <T> T forward(Ops<T> ops, List<T> inputs) {
      T x = inception.stem(ops, inputs.get(0));
      if (blocks > 1) {
        x = inception.stemEnd(ops, x);
      }
      if (blocks > 2) {
        x = inception.middle(ops, x);
      }
      return blocks > 3 ? inception.end(ops, x) : x;
    }
  }
}
