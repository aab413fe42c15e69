package org.collapselab.diffusion.golden;

import ai.djl.ndarray.NDArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stand-in for the network in scheduler goldens: {@code ofSample·x + height·sin(t/period)}.
 *
 * @param ofSample what the scaled latents are multiplied by
 * @param height amplitude of the wave over the timesteps
 * @param period what the timestep is divided by
 */
record FakeModel(double ofSample, double height, double period) {

  private static final String NUMBER = "([0-9.]+)";
  private static final Pattern DEFINITION =
      Pattern.compile(
          "eps\\(x,t\\)=" + NUMBER + "\\*x\\+" + NUMBER + "\\*sin\\(t/" + NUMBER + "\\).*");

  static FakeModel parse(String definition) {
    Matcher matcher = DEFINITION.matcher(definition);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "metadata: fake_model: expected eps(x,t)=A*x+B*sin(t/C), found " + definition);
    }
    return new FakeModel(
        Double.parseDouble(matcher.group(1)),
        Double.parseDouble(matcher.group(2)),
        Double.parseDouble(matcher.group(3)));
  }

  NDArray run(NDArray latents, double timestep) {
    return latents.mul(ofSample).addi(height * Math.sin(timestep / period));
  }
}
