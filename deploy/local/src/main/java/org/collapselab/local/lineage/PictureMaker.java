package org.collapselab.local.lineage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.artifacts.Images;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.ColourMatchedRecipe;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.Sampling;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.pipeline.DiffusionModel;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.diffusion.pipeline.StableDiffusion;
import org.collapselab.making.ColourMatches;
import org.collapselab.making.PictureRequests;
import org.collapselab.making.RecipePng;

/** Makes pictures anew from their recipes, as the generator and the curator made them. */
final class PictureMaker {
  /** The generator gives each of its workers one thread. */
  private static final int THREADS = 1;

  private final ArtifactStore store;
  private final Images images;
  private final PictureRequests requests;
  private final ColourMatches matches;
  private final Path cache;
  private final int batch;

  private record Batch(Key checkpoint, Sampling sampling) {}

  /**
   * A maker.
   *
   * @param cache folder for checkpoints fetched from the store
   * @param batch how many pictures went through the networks together when they were made
   */
  PictureMaker(ArtifactStore store, Path cache, int batch) {
    this.store = store;
    this.images = new Images(store);
    this.requests = new PictureRequests(store);
    this.matches = new ColourMatches(store);
    this.cache = cache;
    this.batch = batch;
  }

  /** The picture's file. */
  byte[] png(ColourMatchedRecipe recipe) {
    return matches.png(recipe);
  }

  /** The pictures' files, by the keys of their recipes. */
  Map<Key, byte[]> pngs(List<ImageRecipe> recipes) {
    Map<Batch, List<ImageRecipe>> batches = new LinkedHashMap<>();
    for (ImageRecipe recipe : recipes) {
      batches
          .computeIfAbsent(
              new Batch(recipe.checkpoint(), recipe.sampling()), absent -> new ArrayList<>())
          .add(recipe);
    }
    Map<Key, byte[]> pngs = new LinkedHashMap<>();
    batches.forEach((of, members) -> make(of.checkpoint(), members, pngs));
    return pngs;
  }

  private void make(Key checkpoint, List<ImageRecipe> recipes, Map<Key, byte[]> pngs) {
    Path folder = new Checkpoints(store).materialise(checkpoint, cache);
    Torch.setThreads(THREADS);
    try (DiffusionModel model =
            DiffusionModel.load(ModelFolder.open(folder), "cpu", StableDiffusion.PARTS);
        StableDiffusion pipeline = new StableDiffusion(model, batch)) {
      List<RgbImage> made =
          pipeline.generate(
              PictureRequests.sampling(recipes.get(0)),
              recipes.stream().map(requests::of).toList());
      for (int i = 0; i < made.size(); i++) {
        pngs.put(recipes.get(i).key(), RecipePng.encode(made.get(i), recipes.get(i)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("checkpoint " + checkpoint, e);
    }
  }

  /** How a picture's file compares with the one in the store. */
  Check compared(String artifact, Key key, byte[] png) {
    byte[] stored = images.get(key);
    if (Key.sha256(stored).equals(Key.sha256(png))) {
      return Check.holds(artifact, "made again, the same bytes");
    }
    byte[] before = ImageDecoder.decode(stored, "stored").rgb();
    byte[] now = ImageDecoder.decode(png, "made").rgb();
    if (before.length != now.length) {
      return Check.fails(artifact, "made again, it has another size");
    }
    int differing = 0;
    int most = 0;
    for (int i = 0; i < now.length; i++) {
      int off = Math.abs((now[i] & 0xff) - (before[i] & 0xff));
      differing += off == 0 ? 0 : 1;
      most = Math.max(most, off);
    }
    return Check.fails(
        artifact,
        "made again, %d of %d values differ, by %d of 255 at most"
            .formatted(differing, now.length, most));
  }
}
