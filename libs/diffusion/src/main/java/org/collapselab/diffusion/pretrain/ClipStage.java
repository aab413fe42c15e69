package org.collapselab.diffusion.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.collapselab.diffusion.clip.ClipTextConfig;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.clip.ClipVisionConfig;
import org.collapselab.diffusion.clip.ClipVisionModel;
import org.collapselab.diffusion.nn.EagerOps;
import org.collapselab.diffusion.nn.ShapeOps;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.pipeline.ModelPart;
import org.collapselab.diffusion.text.BpeTokenizer;

/**
 * Trains both towers of CLIP with the symmetric contrastive loss (Radford et al. 2021, figure 3):
 * in a batch, each picture is to pick its caption and each caption its picture.
 */
final class ClipStage implements Stage {

  static final String NAME = "clip";

  private static final String LOGIT_SCALE = "logit_scale";

  /** The logarithm of 1/0.07, where CLIP starts, and of 100, which it never exceeds. */
  private static final float INITIAL_SCALE = (float) Math.log(1 / 0.07);

  private static final float GREATEST_SCALE = (float) Math.log(100);

  private final ClipTextModel text;
  private final ClipVisionModel vision;
  private final StageParameters fit;
  private final TrainingImages images;
  private final BpeTokenizer tokenizer;
  private final long seed;

  ClipStage(ClipPretraining parameters, TrainingImages images, BpeTokenizer tokenizer, long seed) {
    this.text =
        new ClipTextModel(
            new ClipTextConfig(
                parameters.text(),
                tokenizer.vocabularySize(),
                tokenizer.length(),
                parameters.projectionSize(),
                tokenizer.endId()));
    this.vision =
        new ClipVisionModel(
            new ClipVisionConfig(
                parameters.vision(),
                3,
                images.size(),
                parameters.patchSize(),
                parameters.projectionSize()));
    this.fit = parameters.fit();
    this.images = images;
    this.tokenizer = tokenizer;
    this.seed = seed;
  }

  @Override
  public StageResult run(ModelFiles folder, String device, PretrainingListener listener)
      throws IOException {
    Map<String, long[]> textShapes = textParameters();
    Map<String, long[]> visionShapes = visionParameters();
    Map<String, long[]> shapes = new LinkedHashMap<>(textShapes);
    shapes.putAll(visionShapes);
    try (Weights weights = initialized(shapes, device)) {
      ExampleOrder order = new ExampleOrder(seed, NAME, images.count(), fit.batch());
      EagerOps ops = new EagerOps(weights);
      return new Fitting(NAME, fit, 0, listener)
          .run(
              weights,
              (step, index) -> loss(ops, step, order, index),
              snapshot -> {},
              result -> {
                folder.write(
                    ModelPart.IMAGE_ENCODER,
                    vision.config().toJson(),
                    only(result, visionShapes.keySet()));
                folder.write(
                    ModelPart.TEXT_ENCODER,
                    text.config().toJson(),
                    only(result, textShapes.keySet()));
              });
    }
  }

  private NDArray loss(EagerOps ops, NDManager manager, ExampleOrder order, int index) {
    ExampleOrder.View[] views = order.batch(index);
    int size = images.size();
    int length = tokenizer.length();
    long[] ids = new long[views.length * length];
    long[] ends = new long[views.length];
    for (int i = 0; i < views.length; i++) {
      long[] caption = tokenizer.encode(images.captions().get(views[i].example()));
      System.arraycopy(caption, 0, ids, i * length, length);
      ends[i] = text.config().endPosition(caption);
    }
    NDArray image = manager.create(images.planes(views), new Shape(views.length, 3, size, size));
    NDArray tokens = manager.create(ids, new Shape(views.length, length));
    NDArray ofText = ops.l2Normalize(text.features(ops, tokens, manager.create(ends)));
    NDArray ofImage = ops.l2Normalize(vision.features(ops, image));
    NDArray scale = ops.parameter(LOGIT_SCALE, 1).minimum(GREATEST_SCALE).exp();
    NDArray logits = ofText.matMul(ofImage.transpose()).mul(scale);
    NDArray own = manager.eye(views.length);
    NDArray captionsPick = logits.logSoftmax(1).mul(own).sum();
    NDArray imagesPick = logits.logSoftmax(0).mul(own).sum();
    return captionsPick.add(imagesPick).mul(-0.5f / views.length);
  }

  private Weights initialized(Map<String, long[]> shapes, String device) {
    try (Weights towers = Weights.initialize(shapes, seed, device)) {
      Map<String, float[]> values = new LinkedHashMap<>();
      towers.arrays().forEach((name, array) -> values.put(name, array.toFloatArray()));
      values.put(LOGIT_SCALE, new float[] {INITIAL_SCALE});
      Map<String, long[]> all = new LinkedHashMap<>(shapes);
      all.put(LOGIT_SCALE, new long[] {1});
      return Weights.of(all, values, device);
    }
  }

  private static Map<String, NDArray> only(Map<String, NDArray> weights, Set<String> names) {
    Map<String, NDArray> part = new LinkedHashMap<>(weights);
    part.keySet().retainAll(names);
    return part;
  }

  private Map<String, long[]> textParameters() {
    ShapeOps ops = new ShapeOps();
    text.features(ops, new long[] {1, tokenizer.length()}, new long[] {1});
    return ops.parameters();
  }

  private Map<String, long[]> visionParameters() {
    ShapeOps ops = new ShapeOps();
    vision.features(ops, new long[] {1, 3, images.size(), images.size()});
    return ops.parameters();
  }
}
