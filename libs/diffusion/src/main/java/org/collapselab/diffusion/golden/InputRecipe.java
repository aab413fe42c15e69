package org.collapselab.diffusion.golden;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.collapselab.diffusion.nn.ConfigJson;

/**
 * How an input is made of the formula's values v: its shape and (v + shift)·factor / divisor.
 * Metadata give a shape alone, where the values are v themselves, or text such as {@code v*1.7
 * [1,4,16,16]}, {@code (v+1)/2 [1,3,32,32]} or {@code v*1.7, like latents}.
 */
final class InputRecipe {

  private static final long MOST_ELEMENTS = 1 << 26;
  private static final String NUMBER = "([0-9.]+)";
  private static final Pattern SCALED = Pattern.compile("v\\*" + NUMBER + ".*");
  private static final Pattern SHIFTED =
      Pattern.compile("\\(v\\+" + NUMBER + "\\)/" + NUMBER + ".*");
  private static final Pattern SHAPE = Pattern.compile("[^\\[]*\\[([0-9]+(?:, *[0-9]+)*)\\].*");
  private static final Pattern LIKE = Pattern.compile(".*, like (\\w+)");

  private final long[] shape;
  private final double shift;
  private final double factor;
  private final double divisor;

  private InputRecipe(long[] shape, double shift, double factor, double divisor) {
    this.shape = shape;
    this.shift = shift;
    this.factor = factor;
    this.divisor = divisor;
  }

  static InputRecipe of(ConfigJson inputs, String input) {
    if (!inputs.has(input)) {
      throw inputs.expected(input, "the shape of this input");
    }
    if (!inputs.json(input).startsWith("\"")) {
      return new InputRecipe(shape(inputs, input), 0, 1, 1);
    }
    String text = inputs.text(input, "");
    long[] shape = shape(inputs, input);
    Matcher scaled = SCALED.matcher(text);
    if (scaled.matches()) {
      return new InputRecipe(shape, 0, number(inputs, input, scaled.group(1)), 1);
    }
    Matcher shifted = SHIFTED.matcher(text);
    if (shifted.matches()) {
      double shift = number(inputs, input, shifted.group(1));
      return new InputRecipe(shape, shift, 1, number(inputs, input, shifted.group(2)));
    }
    throw inputs.expected(input, "v*NUMBER or (v+NUMBER)/NUMBER and a shape");
  }

  /** The shape, each dimension positive. */
  long[] shape() {
    return shape.clone();
  }

  /** The input's value for the formula's v. */
  double value(double v) {
    return (v + shift) * factor / divisor;
  }

  private static long[] shape(ConfigJson inputs, String input) {
    String text = inputs.json(input);
    Matcher like = LIKE.matcher(inputs.json(input).replace("\"", ""));
    if (like.matches() && !like.group(1).equals(input) && inputs.has(like.group(1))) {
      text = inputs.json(like.group(1));
    }
    Matcher dimensions = SHAPE.matcher(text);
    if (!dimensions.matches()) {
      throw inputs.expected(input, "a shape such as [1,4,16,16]");
    }
    try {
      long[] shape =
          Arrays.stream(dimensions.group(1).split(", *")).mapToLong(Long::parseLong).toArray();
      long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
      if (size > 0 && size <= MOST_ELEMENTS) {
        return shape;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      throw inputs.expected(input, "at most " + MOST_ELEMENTS + " values");
    }
    throw inputs.expected(input, "1 to " + MOST_ELEMENTS + " values");
  }

  private static double number(ConfigJson inputs, String input, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw inputs.expected(input, "numbers in the expression");
    }
  }
}
