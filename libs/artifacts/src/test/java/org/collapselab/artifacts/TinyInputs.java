package org.collapselab.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.RealImage;
import org.collapselab.diffusion.data.Png;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.pipeline.TinyModel;

/** A small model and a small real data set of coloured waves, in the store. */
public final class TinyInputs {

  /** How many real images there are. */
  public static final int REAL = 40;

  private final ArtifactStore store;

  public TinyInputs(ArtifactStore store) {
    this.store = store;
  }

  /** Brings the model into the store, by way of a folder. */
  public Key publishModel(Path folder) throws IOException {
    return new Checkpoints(store).publishBase("tiny", TinyModel.write(folder, 5));
  }

  /** Brings the real images into the store, by way of a folder. */
  public Key publishRealImages(Path folder) {
    List<RealImage> images = new ArrayList<>();
    for (int i = 0; i < REAL; i++) {
      byte[] png = wave(i);
      String name = "real-%02d.png".formatted(i);
      write(folder.resolve(name), png);
      images.add(new RealImage(Key.sha256(png), name, caption(i), new TreeMap<>()));
    }
    return new RealDatasets(store).publish(new RealDatasetRecipe("waves", images), folder);
  }

  private static String caption(int i) {
    return i % 2 == 0 ? "a young woman" : "an old man";
  }

  /** A picture of the kind that the real ones are. */
  public static byte[] wave(long seed) {
    Random random = new Random(seed);
    double[] phase = random.doubles(3, 0, 6).toArray();
    double[] length = random.doubles(3, 2, 5).toArray();
    byte[] rgb = new byte[3 * TinyModel.SIZE * TinyModel.SIZE];
    for (int p = 0; p < rgb.length; p++) {
      int c = p % 3;
      int x = p / 3 % TinyModel.SIZE;
      int y = p / 3 / TinyModel.SIZE;
      double value = Math.sin(phase[c] + x / length[c]) * Math.cos(phase[c] + y / length[c]);
      rgb[p] = (byte) (128 + 90 * value + 10 * random.nextGaussian());
    }
    return Png.encode(new RgbImage(TinyModel.SIZE, TinyModel.SIZE, rgb));
  }

  /** A picture that no real one is like. */
  public static byte[] black() {
    return Png.encode(
        new RgbImage(
            TinyModel.SIZE, TinyModel.SIZE, new byte[3 * TinyModel.SIZE * TinyModel.SIZE]));
  }

  /** Another one. */
  public static byte[] noise(long seed) {
    byte[] rgb = new byte[3 * TinyModel.SIZE * TinyModel.SIZE];
    new Random(seed).nextBytes(rgb);
    return Png.encode(new RgbImage(TinyModel.SIZE, TinyModel.SIZE, rgb));
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
