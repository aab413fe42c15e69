package org.collapselab.diffusion.scheduler;

/** A noise level σ: image and noise are scaled by 1/√(σ²+1) and σ/√(σ²+1). */
record NoiseLevel(double sigma) {

  double image() {
    return 1 / Math.sqrt(sigma * sigma + 1);
  }

  double noise() {
    return sigma * image();
  }

  /** Half the logarithm of the signal-to-noise ratio, infinite without noise. */
  double logSnr() {
    return -Math.log(sigma);
  }
}
