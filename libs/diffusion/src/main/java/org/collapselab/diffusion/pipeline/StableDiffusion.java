package org.collapselab.diffusion.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.scheduler.Denoising;
import org.collapselab.diffusion.scheduler.Scheduler;

/**
 * Text-to-image and image-to-image with a latent diffusion model (Rombach et al., 2022), step for
 * step as diffusers' Stable Diffusion pipelines but with noise from {@link
 * org.collapselab.diffusion.noise.Noise}.
 *
 * <p>The engine's kernels round differently for different batch sizes, so every batch has the same
 * size, short ones being filled up: the bits of an image depend on its request, the sampling, the
 * model, the batch size and the machine's kernels only. Safe for use by several threads.
 */
public final class StableDiffusion implements AutoCloseable {

  /** The parts of a model that generation needs. */
  public static final Set<ModelPart> PARTS =
      Set.of(ModelPart.UNET, ModelPart.VAE, ModelPart.TEXT_ENCODER);

  /** The batch size unless told otherwise; part of what fixes an image's bits. */
  public static final int BATCH_SIZE = 4;

  private final DiffusionModel model;
  private final int batchSize;
  private final TextContexts contexts;
  private final LatentCodec codec;
  private final GuidedDenoiser denoiser;

  /** A pipeline of {@link #BATCH_SIZE}, as {@link #StableDiffusion(DiffusionModel, int)}. */
  public StableDiffusion(DiffusionModel model) {
    this(model, BATCH_SIZE);
  }

  /**
   * A pipeline over a model, which must stay open as long and have {@link #PARTS} loaded.
   *
   * @param batchSize how many images go through the networks together
   * @throws IllegalArgumentException if the batch size is not positive
   * @throws IllegalStateException if a part is not loaded
   */
  public StableDiffusion(DiffusionModel model, int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size: expected at least 1, was " + batchSize);
    }
    this.model = model;
    this.batchSize = batchSize;
    ModelFolder folder = model.folder();
    contexts =
        new TextContexts(
            folder.tokenizer(),
            model.compile(folder.textEncoder().states(), ModelPart.TEXT_ENCODER),
            model.newManager());
    codec = LatentCodec.of(model);
    denoiser = new GuidedDenoiser(folder.unet(), network -> model.compile(network, ModelPart.UNET));
  }

  /**
   * Makes images.
   *
   * @return an image for each request, in their order
   * @throws IllegalArgumentException naming the field of the sampling or of a request that is wrong
   */
  public List<RgbImage> generate(Sampling sampling, List<ImageRequest> requests) {
    Scheduler scheduler = Scheduler.named(sampling.scheduler(), model.folder().scheduler());
    scheduler.timesteps(sampling.steps());
    new RequestCheck(model.folder(), sampling).require(requests);

    Map<Entry, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < requests.size(); i++) {
      Entry entry = Entry.of(sampling, requests.get(i));
      groups.computeIfAbsent(entry, absent -> new ArrayList<>()).add(i);
    }
    List<RgbImage> images = new ArrayList<>(Collections.nCopies(requests.size(), null));
    groups.forEach(
        (entry, members) -> {
          for (int from = 0; from < members.size(); from += batchSize) {
            List<Integer> rows = members.subList(from, Math.min(from + batchSize, members.size()));
            List<RgbImage> made =
                batch(sampling, scheduler, entry, rows.stream().map(requests::get).toList());
            for (int row = 0; row < rows.size(); row++) {
              images.set(rows.get(row), made.get(row));
            }
          }
        });
    return List.copyOf(images);
  }

  private List<RgbImage> batch(
      Sampling sampling, Scheduler scheduler, Entry entry, List<ImageRequest> requests) {
    ImageRequest last = requests.get(requests.size() - 1);
    List<ImageRequest> rows =
        Stream.concat(
                requests.stream(), Collections.nCopies(batchSize - requests.size(), last).stream())
            .toList();
    return Torch.withoutGradient(
        () -> {
          try (NDManager manager = model.newManager()) {
            BatchInputs inputs = new BatchInputs(manager, model.folder(), sampling, rows);
            NDArray noise = inputs.noise("latents");
            Denoising walk =
                scheduler.begin(
                    sampling.steps(), entry.firstStep(), step -> inputs.noise("step-" + step));
            NDArray start;
            if (entry.fromImage()) {
              start = walk.noisy(codec.encode(inputs.images(), inputs.noise("posterior")), noise);
            } else {
              start = noise.mul(walk.noiseScale());
            }
            NDArray context = contexts.of(manager, prompts(sampling, rows));
            NDArray latents = denoiser.run(walk, start, context, sampling.guidance());
            return images(sampling, codec.decode(latents), requests.size());
          }
        });
  }

  private static List<String> prompts(Sampling sampling, List<ImageRequest> rows) {
    List<String> prompts = new ArrayList<>();
    if (GuidedDenoiser.guides(sampling.guidance())) {
      rows.forEach(row -> prompts.add(row.negativePrompt()));
    }
    rows.forEach(row -> prompts.add(row.prompt()));
    return prompts;
  }

  private static List<RgbImage> images(Sampling sampling, NDArray planes, int count) {
    List<RgbImage> images = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      try (NDArray image = planes.get(row)) {
        images.add(RgbImage.ofPlanes(sampling.width(), sampling.height(), image.toFloatArray()));
      }
    }
    return images;
  }

  @Override
  public void close() {
    contexts.close();
    codec.close();
    denoiser.close();
  }

  /** Where a request enters the plan; requests that enter together go through it together. */
  private record Entry(boolean fromImage, int firstStep) {

    static Entry of(Sampling sampling, ImageRequest request) {
      int first =
          request
              .start()
              .map(start -> Scheduler.firstStep(sampling.steps(), start.strength()))
              .orElse(0);
      return new Entry(request.start().isPresent(), first);
    }
  }
}
