package org.collapselab.diffusion.vae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Runs half an autoencoder on overlapping square tiles of a large input and fades each result into
 * its neighbours, as diffusers' {@code tiled_encode} and {@code tiled_decode} do: a quarter of a
 * tile overlaps the next. Memory grows with the tile, not with the image. The result differs a
 * little from that of the whole input, because a tile sees nothing beyond its edges.
 *
 * <p>Letters of shapes: B batch, C channels in, D channels out, H, W of the input, h, w of the
 * output.
 *
 * @param network makes [B,D,·,·] of [B,C,·,·], each side being scaled as the tiles are
 * @param inputTile side of a tile, at least 4
 * @param outputTile side of what the network makes of it, at least 4
 */
public record Tiles(UnaryOperator<NDArray> network, int inputTile, int outputTile) {

  private static final double OVERLAP = 0.25;

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a tile is too small to overlap another
   */
  public Tiles {
    if (inputTile < 4 || outputTile < 4) {
      throw new IllegalArgumentException(
          "tiles: expected sides of at least 4, were %d and %d".formatted(inputTile, outputTile));
    }
  }

  /**
   * Runs the network tile by tile.
   *
   * @param input [B,C,H,W]
   * @return [B,D,h,w], of the manager of the input
   */
  public NDArray run(NDArray input) {
    NDManager owner = input.getManager();
    try (NDManager manager = owner.newSubManager()) {
      NDArray whole = input.duplicate();
      whole.attach(manager);
      NDArray result = NDArrays.concat(rows(whole), 2);
      result.attach(owner);
      return result;
    }
  }

  private NDList rows(NDArray input) {
    int step = (int) (inputTile * (1 - OVERLAP));
    int fade = (int) (outputTile * OVERLAP);
    int kept = outputTile - fade;
    NDList rows = new NDList();
    List<NDArray> above = List.of();
    for (long y = 0; y < input.getShape().get(2); y += step) {
      List<NDArray> tiles = new ArrayList<>();
      NDList row = new NDList();
      for (long x = 0; x < input.getShape().get(3); x += step) {
        NDArray tile = network.apply(cut(cut(input, 2, y, inputTile), 3, x, inputTile));
        if (!above.isEmpty()) {
          tile = faded(above.get(tiles.size()), tile, 2, fade);
        }
        if (!tiles.isEmpty()) {
          tile = faded(tiles.get(tiles.size() - 1), tile, 3, fade);
        }
        tiles.add(tile);
        row.add(cut(cut(tile, 2, 0, kept), 3, 0, kept));
      }
      rows.add(NDArrays.concat(row, 3));
      above = tiles;
    }
    return rows;
  }

  /** The tile, its first rows or columns fading in over the last ones of the tile before it. */
  private static NDArray faded(NDArray before, NDArray tile, int axis, int most) {
    long end = before.getShape().get(axis);
    long size = tile.getShape().get(axis);
    int fade = (int) Math.min(most, Math.min(end, size));
    float[] weights = new float[fade];
    for (int i = 0; i < fade; i++) {
      weights[i] = i / (float) fade;
    }
    Shape along = axis == 2 ? new Shape(1, 1, fade, 1) : new Shape(1, 1, 1, fade);
    NDArray weight = tile.getManager().create(weights, along);
    NDArray old = cut(before, axis, end - fade, fade);
    NDArray mixed = old.add(cut(tile, axis, 0, fade).sub(old).mul(weight));
    return fade == size ? mixed : mixed.concat(cut(tile, axis, fade, size), axis);
  }

  /** Up to {@code length} rows or columns. */
  private static NDArray cut(NDArray array, int axis, long from, long length) {
    long to = Math.min(from + length, array.getShape().get(axis));
    NDIndex index = new NDIndex();
    for (int i = 0; i < axis; i++) {
      index.addAllDim();
    }
    return array.get(index.addSliceDim(from, to));
  }
}
