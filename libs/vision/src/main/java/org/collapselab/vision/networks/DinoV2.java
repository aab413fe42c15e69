package org.collapselab.vision.networks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.collapselab.diffusion.nn.Layers;
import org.collapselab.diffusion.nn.Network;
import org.collapselab.diffusion.nn.Ops;
import org.collapselab.diffusion.nn.ParameterCheck;
import org.collapselab.diffusion.nn.ShapeOps;
import org.collapselab.diffusion.nn.Weights;

/**
 * DINOv2 (Oquab et al., arXiv 2304.07193) without registers: a vision transformer whose class
 * token, normalised, is the image's features.
 *
 * <p>Letters of shapes: B batch, L tokens, E embedding.
 *
 * @param width E
 * @param layers how many layers
 * @param heads heads of the attention
 * @param grid how many patches a side the positions were learnt for
 * @param names whose checkpoint it is
 */
public record DinoV2(int width, int layers, int heads, int grid, Names names) {

  /** The two families of names that DINOv2's weights are published with. */
  public enum Names {
    /** Of transformers' Dinov2Model: query, key and value apart. */
    TRANSFORMERS,
    /** Of the authors' code and of timm: query, key and value in one. */
    ORIGINAL;

    /** The prefixes of transformers and of the authors. */
    private static final Map<String, String> ORIGINALS =
        Map.of(
            "embeddings.patch_embeddings.projection.", "patch_embed.proj.",
            "embeddings.cls_token", "cls_token",
            "embeddings.mask_token", "mask_token",
            "embeddings.position_embeddings", "pos_embed",
            "encoder.layer.", "blocks.",
            "layernorm.", "norm.");

    /** The name here of what transformers calls so. */
    String of(String transformers) {
      if (this == TRANSFORMERS) {
        return transformers;
      }
      String name = transformers;
      for (Map.Entry<String, String> prefix : ORIGINALS.entrySet()) {
        if (transformers.startsWith(prefix.getKey())) {
          name = prefix.getValue() + transformers.substring(prefix.getKey().length());
        }
      }
      return name.replace(".attention.output.dense.", ".attn.proj.")
          .replace(".layer_scale1.lambda1", ".ls1.gamma")
          .replace(".layer_scale2.lambda1", ".ls2.gamma");
    }
  }

  /** Pixels of a patch's side. */
  private static final int PATCH = 14;

  /** Patches a side of the image that is looked at, 224 pixels. */
  private static final int PATCHES = 16;

  /** Height and width of an image. */
  public static final int SIZE = PATCH * PATCHES;

  private static final double EPSILON = 1e-6;

  /**
   * The published network asks for a grid this much larger than it needs, against rounding; the
   * step of the interpolation follows from it.
   */
  private static final double GRID_OFFSET = 0.1;

  /** ViT-L/14, positions learnt on images of 518 pixels. */
  public static DinoV2 large(Names names) {
    return new DinoV2(1024, 24, 16, 37, names);
  }

  /** The features [B,E] of images [B,3,224,224], normalised by ImageNet's moments. */
  public Network features() {
    return new Features(this);
  }

  /** The positions [1,257,E] that tokens are given; the input is not looked at. */
  Network resampledPositions() {
    return new Positions(this);
  }

  /** The name and shape of every parameter that the features depend on. */
  public Map<String, long[]> parameters() {
    return ShapeOps.of(features(), new long[] {1, 3, SIZE, SIZE}).parameters();
  }

  /** What a file of these parameters is held to. */
  public ParameterCheck parameterCheck() {
    // The mask token only stands for hidden patches in training.
    return ParameterCheck.of(parameters()).ignoring(names.of("embeddings.mask_token")::equals);
  }

  /**
   * Reads the parameters.
   *
   * @param file safetensors
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the tensors are not those of {@link #parameters}
   */
  public Weights load(Path file, String device) throws IOException {
    return parameterCheck().load(file, device);
  }

  private <T> T features(Ops<T> ops, T image) {
    Layers<T> root = root(ops);
    String projection = "embeddings.patch_embeddings.projection";
    T patches = ops.toTokens(root.conv2d(projection, image, 3, width, PATCH, PATCH, 0));
    T tokens = ops.prependToken(root.parameter("embeddings.cls_token", 1, 1, width), patches);
    T x = ops.add(tokens, positions(ops));
    for (int i = 0; i < layers; i++) {
      x = layer(root.in("encoder.layer." + i), x);
    }
    return norm(root, "layernorm", ops.tokenAt(x, 0));
  }

  private <T> T positions(Ops<T> ops) {
    long learnt = 1L + (long) grid * grid;
    T positions = root(ops).parameter("embeddings.position_embeddings", 1, learnt, width);
    return grid == PATCHES
        ? positions
        : ops.resizePositions(positions, grid, PATCHES, (PATCHES + GRID_OFFSET) / grid);
  }

  private <T> Layers<T> root(Ops<T> ops) {
    return new Layers<>(ops, names::of);
  }

  private <T> T layer(Layers<T> layer, T x) {
    Ops<T> ops = layer.ops();
    T attended = attention(layer, norm(layer, "norm1", x));
    T y = ops.add(x, scaled(layer, "layer_scale1", attended));
    T z = layer.linear("mlp.fc1", norm(layer, "norm2", y), width, 4L * width);
    z = layer.linear("mlp.fc2", ops.gelu(z), 4L * width, width);
    return ops.add(y, scaled(layer, "layer_scale2", z));
  }

  private <T> T attention(Layers<T> layer, T x) {
    List<T> inputs =
        switch (names) {
          case TRANSFORMERS ->
              Stream.of("query", "key", "value")
                  .map(part -> layer.linear("attention.attention." + part, x, width, width))
                  .toList();
          case ORIGINAL -> {
            T joined = layer.linear("attn.qkv", x, width, 3L * width);
            yield IntStream.range(0, 3).mapToObj(i -> layer.ops().chunk(joined, 3, -1, i)).toList();
          }
        };
    T mixed = layer.ops().attention(inputs.get(0), inputs.get(1), inputs.get(2), heads);
    return layer.linear("attention.output.dense", mixed, width, width);
  }

  private <T> T scaled(Layers<T> layer, String scale, T x) {
    return layer.ops().multiply(x, layer.parameter(scale + ".lambda1", width));
  }

  private <T> T norm(Layers<T> module, String norm, T x) {
    return module.layerNorm(norm, x, width, EPSILON);
  }

  private record Features(DinoV2 network) implements Network {

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public <T> T forward(Ops<T> ops, List<T> inputs) {
      return network.features(ops, inputs.get(0));
    }
  }

  private record Positions(DinoV2 network) implements Network {

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public <T> T forward(Ops<T> ops, List<T> inputs) {
      return network.positions(ops);
    }
  }
}
