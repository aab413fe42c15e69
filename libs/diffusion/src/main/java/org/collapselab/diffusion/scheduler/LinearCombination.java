package org.collapselab.diffusion.scheduler;

import ai.djl.ndarray.NDArray;

/** {@code ofFirst·first + ofSecond·second}. */
record LinearCombination(double ofFirst, double ofSecond) {

  LinearCombination scale(double factor) {
    return new LinearCombination(ofFirst * factor, ofSecond * factor);
  }

  LinearCombination plus(LinearCombination other) {
    return new LinearCombination(ofFirst + other.ofFirst, ofSecond + other.ofSecond);
  }

  NDArray of(NDArray first, NDArray second) {
    return first.mul(ofFirst).addi(second.mul(ofSecond));
  }
}
