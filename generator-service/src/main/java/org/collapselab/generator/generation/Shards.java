package org.collapselab.generator.generation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Images;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.GenerationRequested;
import org.collapselab.contracts.event.ImageGenerated;
import org.collapselab.contracts.event.RequestedImage;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.Sampling;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.making.RecipePng;

/**
 * Makes every image of a shard that the store lacks and tells of each one, made or found. A shard
 * that comes again finds its images and tells of them again.
 */
@Startup
@ApplicationScoped
public class Shards {

  private final Images images;
  private final Renderer renderer;
  private final Timer timer;

  /** Recipes that one batch can hold: they share the checkpoint and the sampling. */
  private record Batch(Key checkpoint, Sampling sampling) {}

  Shards(ArtifactStore store, Renderer renderer, MeterRegistry registry) {
    this.images = new Images(store);
    this.renderer = renderer;
    this.timer = Timer.builder("collapse.image").description("Images made").register(registry);
  }

  /** Calls {@code announce} once for each image of the shard, after the image is in the store. */
  public void make(GenerationRequested shard, Consumer<ImageGenerated> announce) {
    Map<Batch, List<RequestedImage>> missing = new LinkedHashMap<>();
    for (RequestedImage requested : shard.images()) {
      ImageRecipe recipe = requested.recipe();
      var stored = images.content(recipe.key());
      if (stored.isPresent()) {
        announce.accept(event(shard, requested, stored.get(), true, 0));
      } else {
        missing
            .computeIfAbsent(
                new Batch(recipe.checkpoint(), recipe.sampling()), b -> new ArrayList<>())
            .add(requested);
      }
    }
    missing.values().forEach(batch -> render(shard, batch, announce));
  }

  private void render(
      GenerationRequested shard, List<RequestedImage> batch, Consumer<ImageGenerated> announce) {
    long start = System.nanoTime();
    List<RgbImage> pictures = renderer.render(batch.stream().map(RequestedImage::recipe).toList());
    long nanosEach = (System.nanoTime() - start) / batch.size();
    for (int i = 0; i < batch.size(); i++) {
      ImageRecipe recipe = batch.get(i).recipe();
      Key content = images.put(recipe, RecipePng.encode(pictures.get(i), recipe));
      timer.record(nanosEach, TimeUnit.NANOSECONDS);
      announce.accept(event(shard, batch.get(i), content, false, nanosEach / 1e6));
    }
  }

  private static ImageGenerated event(
      GenerationRequested shard, RequestedImage image, Key content, boolean reused, double millis) {
    return new ImageGenerated(
        shard.experiment(),
        shard.condition(),
        shard.iteration(),
        shard.purpose(),
        shard.shard(),
        image.slot(),
        image.attempt(),
        image.recipe().key(),
        content,
        reused,
        millis);
  }
}
