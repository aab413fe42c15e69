package org.collapselab.vision.faces;

import java.io.IOException;
import java.nio.file.Path;
import org.collapselab.diffusion.data.RgbImage;

/**
 * The "tiny face detector" of face-api.js (Mühler, MIT licence): a Tiny YOLO v2 (Redmon and
 * Farhadi, arXiv 1612.08242) with separable convolutions, 190 KB of weights, in the npm packages
 * {@code face-api.js} and {@code @vladmandic/face-api} under {@code model}. It was trained on
 * photographs and does not take drawings for faces. Safe for use by several threads.
 */
public final class TinyFaceDetector {

  /** The manifest of the weights, as the packages name it. */
  public static final String MANIFEST = "tiny_face_detector_model-weights_manifest.json";

  /** Pixels a side that images are brought to; a multiple of 32. */
  private static final int SIZE = 224;

  private static final int[] CHANNELS = {3, 16, 32, 64, 128, 256, 512};
  private static final float[] MEAN = {117.001f, 114.697f, 97.404f};
  private static final int BOXES = 5;
  private static final int VALUES_OF_BOX = 5;
  private static final int SCORE = 4;

  private final float[] first;
  private final float[][] depthwise = new float[CHANNELS.length - 1][];
  private final float[][] pointwise = new float[CHANNELS.length - 1][];
  private final float[][] bias = new float[CHANNELS.length - 1][];
  private final float[] last;
  private final float[] lastBias;

  private TinyFaceDetector(WeightManifest weights) throws IOException {
    first = weights.values("conv0/filters", 3, 3, CHANNELS[0], CHANNELS[1]);
    bias[0] = weights.values("conv0/bias", CHANNELS[1]);
    for (int i = 1; i < bias.length; i++) {
      depthwise[i] = weights.values("conv" + i + "/depthwise_filter", 3, 3, CHANNELS[i], 1);
      pointwise[i] =
          weights.values("conv" + i + "/pointwise_filter", 1, 1, CHANNELS[i], CHANNELS[i + 1]);
      bias[i] = weights.values("conv" + i + "/bias", CHANNELS[i + 1]);
    }
    last = weights.values("conv8/filters", 1, 1, CHANNELS[bias.length], BOXES * VALUES_OF_BOX);
    lastBias = weights.values("conv8/bias", BOXES * VALUES_OF_BOX);
  }

  /**
   * Loads the detector.
   *
   * @param folder with {@link #MANIFEST} and the binary file that it names
   * @throws IOException if a file is missing or not what is expected
   */
  public static TinyFaceDetector open(Path folder) throws IOException {
    return new TinyFaceDetector(WeightManifest.read(folder.resolve(MANIFEST)));
  }

  /** How sure the network is that there is a face, 0 to 1: the score of its best box. */
  public double confidence(RgbImage image) {
    Activation boxes = boxes(input(image, SIZE));
    double best = Double.NEGATIVE_INFINITY;
    for (int y = 0; y < boxes.height(); y++) {
      for (int x = 0; x < boxes.width(); x++) {
        for (int box = 0; box < BOXES; box++) {
          best = Math.max(best, boxes.get(y, x, box * VALUES_OF_BOX + SCORE));
        }
      }
    }
    return 1 / (1 + Math.exp(-best));
  }

  private Activation boxes(Activation image) {
    Activation x = image.convolve(first, 3, bias[0]).leaky().maxPool(2);
    for (int i = 1; i < bias.length; i++) {
      x = x.convolveChannels(depthwise[i]).convolve(pointwise[i], 1, bias[i]).leaky();
      x = x.maxPool(i < bias.length - 1 ? 2 : 1);
    }
    return x.convolve(last, 1, lastBias);
  }

  /**
   * The image in the upper left of a black square, resized bilinearly as TensorFlow does without
   * aligned corners, less the mean colour, as fractions.
   */
  static Activation input(RgbImage image, int size) {
    int side = Math.max(image.width(), image.height());
    float step = (float) side / size;
    float[] values = new float[3 * size * size];
    for (int y = 0; y < size; y++) {
      int above = (int) (y * step);
      float down = y * step - above;
      for (int x = 0; x < size; x++) {
        int left = (int) (x * step);
        float right = x * step - left;
        for (int c = 0; c < 3; c++) {
          float top =
              level(image, above, left, c) * (1 - right) + level(image, above, left + 1, c) * right;
          float bottom =
              level(image, above + 1, left, c) * (1 - right)
                  + level(image, above + 1, left + 1, c) * right;
          values[3 * (y * size + x) + c] = (top * (1 - down) + bottom * down - MEAN[c]) / 255;
        }
      }
    }
    return new Activation(size, size, 3, values);
  }

  private static float level(RgbImage image, int y, int x, int c) {
    int side = Math.max(image.width(), image.height());
    int row = Math.min(y, side - 1);
    int column = Math.min(x, side - 1);
    boolean inside = row < image.height() && column < image.width();
    return inside ? image.rgb()[3 * (row * image.width() + column) + c] & 0xff : 0;
  }
}
