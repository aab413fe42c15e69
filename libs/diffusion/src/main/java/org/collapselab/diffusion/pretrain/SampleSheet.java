package org.collapselab.diffusion.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.collapselab.diffusion.data.ImageFolder;
import org.collapselab.diffusion.data.OnCorrupt;
import org.collapselab.diffusion.data.Png;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;
import org.collapselab.diffusion.pipeline.DiffusionModel;
import org.collapselab.diffusion.pipeline.ImageRequest;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.diffusion.pipeline.Sampling;
import org.collapselab.diffusion.pipeline.StableDiffusion;

/**
 * A picture to judge a model by: rows of real images, and below each row what the model makes of
 * their captions alone. Nothing is picked by hand; the captions are a seeded draw.
 */
public final class SampleSheet {

  private static final int BATCH = 8;

  private final int columns;
  private final int rows;
  private final long seed;

  /** A sheet of {@code 2 * rows} rows. */
  public SampleSheet(int columns, int rows, long seed) {
    this.columns = columns;
    this.rows = rows;
    this.seed = seed;
  }

  /**
   * Writes a sheet of 12 columns and 4 times 2 rows from the command line: the model's folder, the
   * data set's and the PNG file to write.
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException(
          "three arguments were expected: the model's folder, the data set's and the file to write");
    }
    byte[] png = new SampleSheet(12, 4, 0).draw(Path.of(args[0]), Path.of(args[1]));
    Files.write(Path.of(args[2]), png);
  }

  /**
   * Draws the sheet.
   *
   * @return a PNG file
   * @throws IOException if the model cannot be read
   */
  public byte[] draw(Path model, Path data) throws IOException {
    ModelFolder folder = ModelFolder.open(model);
    int size = folder.vae().config().sampleSize();
    List<ImageFolder.Example> examples =
        ImageFolder.read(data).load(size, OnCorrupt.SKIP).examples();
    Permutation order =
        Permutation.of(new NoiseKey(seed, 0, 0, 0, "sample-sheet/order"), examples.size());
    List<RgbImage> real = new ArrayList<>();
    List<ImageRequest> requests = new ArrayList<>();
    for (int i = 0; i < Math.min(columns * rows, examples.size()); i++) {
      ImageFolder.Example example = examples.get(order.at(i));
      real.add(example.image());
      NoiseKey noise = new NoiseKey(seed, 0, i, 0, "sample-sheet");
      requests.add(new ImageRequest(example.item().text(), "", Optional.empty(), noise));
    }
    try (DiffusionModel weights = DiffusionModel.load(folder, "cpu", StableDiffusion.PARTS);
        StableDiffusion pipeline = new StableDiffusion(weights, BATCH)) {
      return Png.encode(
          sheet(real, pipeline.generate(new Sampling("ddim", 20, 3, size, size), requests), size));
    }
  }

  private RgbImage sheet(List<RgbImage> real, List<RgbImage> made, int size) {
    int stride = 3 * columns * size;
    byte[] rgb = new byte[stride * 2 * rows * size];
    for (int i = 0; i < real.size(); i++) {
      for (int y = 0; y < size; y++) {
        int top = 2 * (i / columns) * size + y;
        int left = 3 * (i % columns) * size;
        System.arraycopy(real.get(i).rgb(), 3 * y * size, rgb, top * stride + left, 3 * size);
        int below = (top + size) * stride + left;
        System.arraycopy(made.get(i).rgb(), 3 * y * size, rgb, below, 3 * size);
      }
    }
    return new RgbImage(columns * size, 2 * rows * size, rgb);
  }
}
