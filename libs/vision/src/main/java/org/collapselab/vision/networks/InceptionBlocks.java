package org.collapselab.vision.networks;

import org.collapselab.diffusion.nn.Layers;
import org.collapselab.diffusion.nn.Ops;

/**
 * The five kinds of blocks of {@link FidInception}; the branches of each are joined along the
 * channels (arXiv 1512.00567, figures 5 to 7 and 10).
 *
 * @param <T> what a tensor is to the back end
 */
record InceptionBlocks<T>(Ops<T> ops) {

  private static final int GRID = 768;

  /** Branches of 1 x 1, 5 x 5, two of 3 x 3 and a pool, on 35 x 35. */
  T small(String block, T x, int in, int pooled) {
    ConvolutionUnit<T> unit = unit(block);
    T single = unit.apply("branch1x1", x, in, 64, 1);
    T five = unit.apply("branch5x5_1", x, in, 48, 1);
    five = unit.apply("branch5x5_2", five, 48, 64, 5);
    T twice = unit.apply("branch3x3dbl_1", x, in, 64, 1);
    twice = unit.apply("branch3x3dbl_2", twice, 64, 96, 3);
    twice = unit.apply("branch3x3dbl_3", twice, 96, 96, 3);
    T pool = unit.apply("branch_pool", ops.averagePool(x, 3, 1, 1), in, pooled, 1);
    return join(join(single, five), join(twice, pool));
  }

  /** From 35 x 35 of 288 channels to 17 x 17 of 768. */
  T smallReduction(String block, T x) {
    ConvolutionUnit<T> unit = unit(block);
    T once = unit.apply("branch3x3", x, 288, 384, 3, 2, 0);
    T twice = unit.apply("branch3x3dbl_1", x, 288, 64, 1);
    twice = unit.apply("branch3x3dbl_2", twice, 64, 96, 3);
    twice = unit.apply("branch3x3dbl_3", twice, 96, 96, 3, 2, 0);
    return join(join(once, twice), ops.maxPool(x, 3, 2, 0));
  }

  /** Branches of 7 x 7 taken apart into rows and columns, on 17 x 17. */
  T factorized(String block, T x, int width) {
    ConvolutionUnit<T> unit = unit(block);
    T single = unit.apply("branch1x1", x, GRID, 192, 1);
    T once = unit.apply("branch7x7_1", x, GRID, width, 1);
    once = unit.row("branch7x7_2", once, width, width, 7);
    once = unit.column("branch7x7_3", once, width, 192, 7);
    T twice = unit.apply("branch7x7dbl_1", x, GRID, width, 1);
    twice = unit.column("branch7x7dbl_2", twice, width, width, 7);
    twice = unit.row("branch7x7dbl_3", twice, width, width, 7);
    twice = unit.column("branch7x7dbl_4", twice, width, width, 7);
    twice = unit.row("branch7x7dbl_5", twice, width, 192, 7);
    T pool = unit.apply("branch_pool", ops.averagePool(x, 3, 1, 1), GRID, 192, 1);
    return join(join(single, once), join(twice, pool));
  }

  /** From 17 x 17 of 768 channels to 8 x 8 of 1280. */
  T factorizedReduction(String block, T x) {
    ConvolutionUnit<T> unit = unit(block);
    T three = unit.apply("branch3x3_1", x, GRID, 192, 1);
    three = unit.apply("branch3x3_2", three, 192, 320, 3, 2, 0);
    T seven = unit.apply("branch7x7x3_1", x, GRID, 192, 1);
    seven = unit.row("branch7x7x3_2", seven, 192, 192, 7);
    seven = unit.column("branch7x7x3_3", seven, 192, 192, 7);
    seven = unit.apply("branch7x7x3_4", seven, 192, 192, 3, 2, 0);
    return join(join(three, seven), ops.maxPool(x, 3, 2, 0));
  }

  /** Branches that fan out into a row and a column each, on 8 x 8; gives 2048 channels. */
  T wide(String block, T x, int in, boolean poolsByMaximum) {
    ConvolutionUnit<T> unit = unit(block);
    T single = unit.apply("branch1x1", x, in, 320, 1);
    T once = unit.apply("branch3x3_1", x, in, 384, 1);
    once = fan(unit, "branch3x3_2", once);
    T twice = unit.apply("branch3x3dbl_1", x, in, 448, 1);
    twice = unit.apply("branch3x3dbl_2", twice, 448, 384, 3);
    twice = fan(unit, "branch3x3dbl_3", twice);
    T pooled = poolsByMaximum ? ops.maxPool(x, 3, 1, 1) : ops.averagePool(x, 3, 1, 1);
    T pool = unit.apply("branch_pool", pooled, in, 192, 1);
    return join(join(single, once), join(twice, pool));
  }

  private T fan(ConvolutionUnit<T> unit, String branch, T x) {
    return join(unit.row(branch + "a", x, 384, 384, 3), unit.column(branch + "b", x, 384, 384, 3));
  }

  private T join(T a, T b) {
    return ops.concatChannels(a, b);
  }

  private ConvolutionUnit<T> unit(String block) {
    return new ConvolutionUnit<>(Layers.of(ops).in(block));
  }
}
