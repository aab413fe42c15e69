package org.collapselab.diffusion.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.collapselab.diffusion.clip.ClipTextConfig;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.clip.ClipVisionConfig;
import org.collapselab.diffusion.clip.ClipVisionModel;
import org.collapselab.diffusion.nn.ConfigJson;
import org.collapselab.diffusion.nn.ParameterCheck;
import org.collapselab.diffusion.scheduler.SchedulerConfig;
import org.collapselab.diffusion.text.BpeTokenizer;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.unet.UNetConfig;
import org.collapselab.diffusion.vae.AutoencoderKl;
import org.collapselab.diffusion.vae.VaeConfig;

/** Reads the files of a model folder, gathering every problem before it gives up. */
final class ModelFolderReader {

  private static final String INDEX = "model_index.json";
  private static final Set<String> PIPELINES =
      Set.of("StableDiffusionPipeline", "StableDiffusionImg2ImgPipeline");

  private final Path root;
  private final Optional<Path> unetWeights;
  private final WeightFiles weightFiles;
  private final Map<ModelPart, Path> weights = new EnumMap<>(ModelPart.class);
  private final List<String> problems = new ArrayList<>();

  ModelFolderReader(Path root, Optional<Path> unetWeights) {
    this.root = root;
    this.unetWeights = unetWeights;
    this.weightFiles = new WeightFiles(root);
  }

  ModelParts read() throws ModelFolderException {
    checkIndex();
    Optional<UNet2DConditionModel> unet =
        part(ModelPart.UNET, UNetConfig::read).map(UNet2DConditionModel::new);
    Optional<AutoencoderKl> vae = part(ModelPart.VAE, VaeConfig::read).map(AutoencoderKl::new);
    Optional<ClipTextModel> text =
        part(ModelPart.TEXT_ENCODER, ClipTextConfig::read).map(ClipTextModel::new);
    Optional<ClipVisionModel> image =
        Files.isDirectory(root.resolve(ModelPart.IMAGE_ENCODER.folder()))
            ? part(ModelPart.IMAGE_ENCODER, ClipVisionConfig::read).map(ClipVisionModel::new)
            : Optional.empty();
    Optional<BpeTokenizer> tokenizer = attempt("tokenizer", BpeTokenizer::read);
    Optional<SchedulerConfig> scheduler = attempt(SchedulerConfig.FILE, SchedulerConfig::read);

    unet.ifPresent(model -> checkTensors(ModelPart.UNET, model.parameterCheck()));
    vae.ifPresent(model -> checkTensors(ModelPart.VAE, model.parameterCheck()));
    text.ifPresent(model -> checkTensors(ModelPart.TEXT_ENCODER, model.parameterCheck()));
    image.ifPresent(model -> checkTensors(ModelPart.IMAGE_ENCODER, model.parameterCheck()));
    checkSingleFile();
    if (!problems.isEmpty()) {
      throw new ModelFolderException(root, problems);
    }
    ModelParts parts =
        new ModelParts(
            root,
            weights,
            unet.orElseThrow(),
            vae.orElseThrow(),
            text.orElseThrow(),
            image,
            tokenizer.orElseThrow(),
            scheduler.orElseThrow());
    checkFit(parts);
    if (!problems.isEmpty()) {
      throw new ModelFolderException(root, problems);
    }
    return parts;
  }

  private void checkIndex() {
    attempt(INDEX, file -> ConfigJson.read(file).text("_class_name", ""))
        .filter(name -> !PIPELINES.contains(name))
        .ifPresent(
            name ->
                problems.add(
                    INDEX
                        + ": _class_name: expected StableDiffusionPipeline, was \""
                        + name
                        + '"'));
  }

  private <T> Optional<T> part(ModelPart part, Reading<T> reading) {
    return attempt(part.configFile(), reading);
  }

  private <T> Optional<T> attempt(String name, Reading<T> reading) {
    Path file = root.resolve(name);
    if (!Files.exists(file)) {
      problems.add(name + ": missing");
      return Optional.empty();
    }
    try {
      return Optional.of(reading.read(file));
    } catch (NoSuchFileException e) {
      problems.add(relative(e.getFile()) + ": missing");
    } catch (IOException | IllegalArgumentException e) {
      String problem = relative(String.valueOf(e.getMessage()));
      problems.add(problem.startsWith(name) ? problem : name + ": " + problem);
    }
    return Optional.empty();
  }

  private void checkTensors(ModelPart part, ParameterCheck check) {
    try {
      Path file =
          part == ModelPart.UNET && unetWeights.isPresent()
              ? unetWeights.get()
              : weightFiles.of(part);
      if (!Files.isRegularFile(file)) {
        problems.add(file + ": missing");
        return;
      }
      check.require(file);
      weights.put(part, file);
    } catch (WeightFiles.ProblemException e) {
      problems.add(e.getMessage());
    } catch (IOException | IllegalArgumentException e) {
      problems.add(relative(String.valueOf(e.getMessage())));
    }
  }

  /** What of a single file belongs to no part; the parts themselves see to the rest. */
  private void checkSingleFile() {
    try {
      Optional<Path> single = weightFiles.singleFile();
      if (single.isPresent() && weights.containsValue(single.get())) {
        SingleFile.require(single.get());
      }
    } catch (WeightFiles.ProblemException e) {
      // A part that needs the single file has said so.
    } catch (IOException | IllegalArgumentException e) {
      problems.add(relative(String.valueOf(e.getMessage())));
    }
  }

  private void checkFit(ModelParts parts) {
    ClipTextConfig text = parts.textEncoder().config();
    UNetConfig unet = parts.unet().config();
    VaeConfig vae = parts.vae().config();
    requireEqual(
        "unet/config.json: cross_attention_dim",
        unet.crossAttentionDim(),
        "the text encoder's hidden_size",
        text.encoder().hiddenSize());
    requireEqual(
        "unet/config.json: in_channels",
        unet.inChannels(),
        "the VAE's latent_channels",
        vae.latentChannels());
    requireEqual(
        "unet/config.json: out_channels",
        unet.outChannels(),
        "the VAE's latent_channels",
        vae.latentChannels());
    requireEqual("vae/config.json: in_channels", vae.inChannels(), "the channels of RGB", 3);
    requireEqual("vae/config.json: out_channels", vae.outChannels(), "the channels of RGB", 3);
    requireAtMost(
        "tokenizer: model_max_length",
        parts.tokenizer().length(),
        "the text encoder's max_position_embeddings",
        text.maxPositions());
    requireAtMost(
        "tokenizer: number of tokens",
        parts.tokenizer().vocabularySize(),
        "the text encoder's vocab_size",
        text.vocabularySize());
  }

  private void requireEqual(String field, int value, String other, int expected) {
    if (value != expected) {
      problems.add(field + ": expected " + other + ' ' + expected + ", was " + value);
    }
  }

  private void requireAtMost(String field, int value, String other, int limit) {
    if (value > limit) {
      problems.add(field + ": expected at most " + other + ' ' + limit + ", was " + value);
    }
  }

  private String relative(String message) {
    return message.replace(root + root.getFileSystem().getSeparator(), "");
  }

  private interface Reading<T> {
    T read(Path file) throws IOException;
  }
}
