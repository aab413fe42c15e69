package org.collapselab.diffusion.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.collapselab.diffusion.clip.ClipTextConfig;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.data.OnCorrupt;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.pipeline.ModelPart;
import org.collapselab.diffusion.scheduler.SchedulerConfig;
import org.collapselab.diffusion.text.BpeTokenizer;
import org.collapselab.diffusion.text.BpeTrainer;
import org.collapselab.diffusion.vae.AutoencoderKl;
import org.collapselab.diffusion.vae.VaeConfig;

/**
 * Makes a base model from nothing but captioned pictures, stage by stage: tokenizer, autoencoder,
 * CLIP, U-Net. A stage whose files are in the folder already is kept, so an interrupted run goes on
 * with the stage it was in. With the same data, parameters, number of threads and machine the same
 * weights result.
 */
public final class Pretraining {

  private final PretrainingParameters parameters;
  private final TrainingImages images;
  private final ModelFiles folder;
  private final String device;
  private final PretrainingListener listener;
  private final PretrainingRecord record;

  /**
   * Prepares a run.
   *
   * @param data a folder in the ImageFolder layout
   * @param out where the model is written
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws org.collapselab.diffusion.data.DatasetException if the data are not as they should be
   * @throws org.collapselab.diffusion.data.CorruptImageException if an image cannot be decoded and
   *     the policy is to refuse
   * @throws IllegalArgumentException if the folder has a model of other data or another seed
   */
  public Pretraining(
      PretrainingParameters parameters,
      Path data,
      OnCorrupt onCorrupt,
      Path out,
      String device,
      PretrainingListener listener)
      throws IOException {
    this.parameters = parameters;
    this.images = TrainingImages.read(data, parameters.imageSize(), onCorrupt);
    this.folder = new ModelFiles(out);
    this.device = device;
    this.listener = listener;
    this.record = PretrainingRecord.open(folder, parameters, images);
  }

  /** How many images there are to train on. */
  public int images() {
    return images.count();
  }

  /** What was wrong with each image that was left out. */
  public List<String> leftOut() {
    return images.leftOut();
  }

  /** Runs all stages that are not done yet. */
  public void run() throws IOException {
    tokenizer();
    vae();
    clip();
    unet();
    Path scheduler = folder.root().resolve(SchedulerConfig.FILE);
    Files.createDirectories(scheduler.getParent());
    SchedulerConfig.stableDiffusion(parameters.unet().predictionType()).write(scheduler);
    folder.writeIndex(parameters.imageSize());
  }

  /** Learns the vocabulary. */
  public void tokenizer() throws IOException {
    if (folder.hasTokenizer()) {
      listener.kept("tokenizer");
      return;
    }
    listener.started("tokenizer", 1);
    new BpeTrainer(parameters.vocabularySize(), parameters.captionLength())
        .train(images.captions(), folder.tokenizer());
    listener.finished("tokenizer");
  }

  /** Trains the autoencoder. */
  public void vae() throws IOException {
    stage(
        VaeStage.NAME,
        () -> folder.has(ModelPart.VAE),
        () -> new VaeStage(parameters.vae(), images, parameters.seed()));
  }

  /** Trains CLIP; needs the tokenizer. */
  public void clip() throws IOException {
    stage(
        ClipStage.NAME,
        () -> folder.has(ModelPart.IMAGE_ENCODER) && folder.has(ModelPart.TEXT_ENCODER),
        () ->
            new ClipStage(
                parameters.clip(),
                images,
                BpeTokenizer.read(folder.tokenizer()),
                parameters.seed()));
  }

  /** Trains the U-Net; needs all others. */
  public void unet() throws IOException {
    stage(UnetStage.NAME, () -> folder.has(ModelPart.UNET), this::unetStage);
  }

  private UnetStage unetStage() throws IOException {
    VaeConfig vae = VaeConfig.read(folder.config(ModelPart.VAE));
    Latents latents;
    try (Weights weights = Weights.read(folder.weights(ModelPart.VAE), device)) {
      latents = Latents.encode(images, new AutoencoderKl(vae), weights);
    }
    ClipTextModel text =
        new ClipTextModel(ClipTextConfig.read(folder.config(ModelPart.TEXT_ENCODER)));
    BpeTokenizer tokenizer = BpeTokenizer.read(folder.tokenizer());
    try (Weights weights = Weights.read(folder.weights(ModelPart.TEXT_ENCODER), device)) {
      Contexts contexts = Contexts.encode(images.captions(), tokenizer, text, weights);
      return new UnetStage(
          parameters.unet(), latents, vae.scalingFactor(), contexts, parameters.seed());
    }
  }

  private void stage(String name, BooleanSupplier done, StageSource source) throws IOException {
    if (done.getAsBoolean()) {
      listener.kept(name);
      return;
    }
    record.add(name, source.get().run(folder, device, listener));
    listener.finished(name);
  }

  private interface StageSource {
    Stage get() throws IOException;
  }
}
