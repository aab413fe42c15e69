package org.collapselab.diffusion.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.collapselab.diffusion.clip.Activation;
import org.collapselab.diffusion.clip.EncoderConfig;
import org.collapselab.diffusion.data.ImageFolder;
import org.collapselab.diffusion.data.ImageFolderWriter;
import org.collapselab.diffusion.data.OnCorrupt;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.pipeline.DiffusionModel;
import org.collapselab.diffusion.pipeline.ImageRequest;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.diffusion.pipeline.Sampling;
import org.collapselab.diffusion.pipeline.StableDiffusion;
import org.collapselab.diffusion.safetensors.ElementType;
import org.collapselab.diffusion.safetensors.SafetensorsFile;
import org.collapselab.diffusion.scheduler.PredictionType;
import org.collapselab.diffusion.unet.UNetConfig;
import org.collapselab.diffusion.vae.VaeConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainingTest {

  private static final int SIZE = 16;
  private static final String[] COLOURS = {"black", "red", "green", "blue", "white"};
  private static final int[] RGB = {0x000000, 0xff0000, 0x00ff00, 0x0000ff, 0xffffff};

  @TempDir static Path data;
  @TempDir Path out;

  private final Heard heard = new Heard();

  @BeforeAll
  static void plainColours() throws IOException {
    List<ImageFolder.Example> examples = new ArrayList<>();
    for (int i = 0; i < COLOURS.length; i++) {
      byte[] rgb = new byte[3 * SIZE * SIZE];
      for (int at = 0; at < rgb.length; at++) {
        rgb[at] = (byte) (RGB[i] >> (16 - 8 * (at % 3)));
      }
      examples.add(
          new ImageFolder.Example(
              new ImageFolder.Item(COLOURS[i] + ".png", "all " + COLOURS[i], new TreeMap<>()),
              new RgbImage(SIZE, SIZE, rgb)));
    }
    ImageFolderWriter.write(data, examples);
  }

  private static PretrainingParameters tiny(long seed) {
    EncoderConfig tower = EncoderConfig.of(16, 1, 2, Activation.QUICK_GELU);
    return new PretrainingParameters(
        seed,
        SIZE,
        520,
        8,
        new VaePretraining(
            VaeConfig.rgb(List.of(8, 8), 1, 4, 4, SIZE, 1),
            new StageParameters(40, 5, 1e-2, 4, 0),
            1,
            1e-4),
        new ClipPretraining(tower, tower, 8, 16, new StageParameters(30, 5, 1e-2, 3, 0)),
        new UnetPretraining(
            new UNetConfig(
                4,
                4,
                List.of(8, 16),
                List.of(true, false),
                List.of(2, 2),
                1,
                16,
                true,
                4,
                1e-5,
                true,
                0),
            PredictionType.V_PREDICTION,
            new StageParameters(30, 5, 1e-2, 3, 0),
            0.9,
            0.2));
  }

  private Pretraining pretraining(Path folder) throws IOException {
    return new Pretraining(tiny(7), data, OnCorrupt.REFUSE, folder, "cpu", heard);
  }

  @Test
  void writesAModelThatThePipelineOpensAndThatLearnt() throws IOException {
    // When
    pretraining(out).run();

    // Then every stage ends with less loss than it began with
    JsonNode record = new ObjectMapper().readTree(out.resolve("pretraining.json").toFile());
    for (String stage : List.of("vae", "clip", "unet")) {
      JsonNode loss = record.path("stages").path(stage).path("loss");
      assertThat(loss.get(loss.size() - 1).get(1).doubleValue())
          .as(stage)
          .isLessThan(loss.get(0).get(1).doubleValue());
    }
    assertThat(record.path("dataset").path("images").intValue()).isEqualTo(COLOURS.length);

    // And only the U-Net is in half precision
    assertThat(types("unet/diffusion_pytorch_model.safetensors")).containsOnly(ElementType.F16);
    assertThat(types("vae/diffusion_pytorch_model.safetensors")).containsOnly(ElementType.F32);

    // And
    try (DiffusionModel model =
            DiffusionModel.load(ModelFolder.open(out), "cpu", StableDiffusion.PARTS);
        StableDiffusion pipeline = new StableDiffusion(model, 1)) {
      ImageRequest request =
          new ImageRequest("all red", "", Optional.empty(), new NoiseKey(1, 0, 0, 0, "test"));
      List<RgbImage> images =
          pipeline.generate(new Sampling("ddim", 3, 2, SIZE, SIZE), List.of(request));
      assertThat(images).singleElement().extracting(RgbImage::width).isEqualTo(SIZE);
    }
  }

  private Set<ElementType> types(String weights) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(out.resolve(weights))) {
      return file.names().stream().map(name -> file.info(name).type()).collect(Collectors.toSet());
    }
  }

  @Test
  void scalesLatentsToUnitVariance() throws IOException {
    // When
    Pretraining pretraining = pretraining(out);
    pretraining.tokenizer();
    pretraining.vae();

    // Then
    double factor = VaeConfig.read(out.resolve("vae/config.json")).scalingFactor();
    assertThat(factor).isNotEqualTo(1).isPositive().isFinite();
  }

  @Test
  void givesTheSameWeightsForTheSameSeed(@TempDir Path other) throws IOException {
    // When
    pretraining(out).run();
    pretraining(other).run();

    // Then
    try (Stream<Path> files = Files.walk(out)) {
      List<Path> weights = files.filter(f -> f.toString().endsWith(".safetensors")).toList();
      assertThat(weights).hasSize(4);
      for (Path file : weights) {
        assertThat(other.resolve(out.relativize(file))).hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void keepsStagesThatAreThereAndGoesOn() throws IOException {
    // Given a run that ended after the autoencoder
    Pretraining interrupted = pretraining(out);
    interrupted.tokenizer();
    interrupted.vae();
    byte[] vae = Files.readAllBytes(out.resolve("vae/diffusion_pytorch_model.safetensors"));
    heard.events.clear();

    // When
    pretraining(out).run();

    // Then
    assertThat(heard.events)
        .containsExactly(
            "tokenizer kept",
            "vae kept",
            "clip started",
            "clip finished",
            "unet started",
            "unet finished");
    assertThat(out.resolve("vae/diffusion_pytorch_model.safetensors")).hasBinaryContent(vae);
    JsonNode stages = new ObjectMapper().readTree(out.resolve("pretraining.json").toFile());
    assertThat(stages.path("stages").fieldNames()).toIterable().contains("vae", "clip", "unet");
  }

  @Test
  void refusesToGoOnWithAModelOfAnotherSeed() throws IOException {
    // Given
    Pretraining begun = pretraining(out);
    begun.tokenizer();
    begun.vae();

    // When / Then
    assertThatThrownBy(() -> new Pretraining(tiny(8), data, OnCorrupt.REFUSE, out, "cpu", heard))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pretraining.json: seed: ")
        .hasMessageContaining("other seed (7) than asked for (8)");
  }

  @Test
  void refusesToGoOnWithAModelOfOtherImages(@TempDir Path other) throws IOException {
    // Given
    Pretraining begun = pretraining(out);
    begun.tokenizer();
    begun.vae();
    ImageFolderWriter.write(
        other, ImageFolder.read(data).load(SIZE, OnCorrupt.REFUSE).examples().subList(0, 3));

    // When / Then
    assertThatThrownBy(() -> new Pretraining(tiny(7), other, OnCorrupt.REFUSE, out, "cpu", heard))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pretraining.json: dataset.sha256: ");
  }

  @Test
  void namesTheImagesThatItLeavesOut(@TempDir Path some) throws IOException {
    // Given
    ImageFolderWriter.write(some, ImageFolder.read(data).load(SIZE, OnCorrupt.REFUSE).examples());
    Files.writeString(some.resolve("red.png"), "no picture");

    // When
    Pretraining skipping = new Pretraining(tiny(7), some, OnCorrupt.SKIP, out, "cpu", heard);

    // Then
    assertThat(skipping.images()).isEqualTo(COLOURS.length - 1);
    assertThat(skipping.leftOut()).singleElement().asString().startsWith("red.png: ");
  }

  private static final class Heard implements PretrainingListener {

    private final List<String> events = new ArrayList<>();

    @Override
    public void started(String stage, int steps) {
      events.add(stage + " started");
    }

    @Override
    public void progressed(String stage, int step, int steps, double loss, double stepMillis) {
      assertThat(loss).isFinite();
      assertThat(step).isBetween(1, steps);
    }

    @Override
    public void skipped(String stage, int step, List<String> parameters) {
      events.add(stage + " skipped " + parameters);
    }

    @Override
    public void finished(String stage) {
      events.add(stage + " finished");
    }

    @Override
    public void kept(String stage) {
      events.add(stage + " kept");
    }
  }
}
