package org.collapselab.diffusion.golden;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a scheduler golden's tensor says.
 *
 * @param name the whole of it, such as {@code final_v_prediction_leading_50_eta1}
 * @param quantity what is stored, such as {@code final}
 * @param prediction prediction type; epsilon where the name doesn't say
 * @param spacing timestep spacing
 * @param steps steps of the plan
 * @param eta of DDIM
 * @param percent strength of image-to-image in hundredths, 0 without
 */
record SchedulerTensor(
    String name,
    String quantity,
    String prediction,
    String spacing,
    int steps,
    double eta,
    int percent) {

  private static final String PLAN = "_(leading|linspace|trailing)_(\\d{1,6})";
  private static final Pattern OF_PLAN =
      Pattern.compile("(timesteps|sigmas|init_noise_sigma)" + PLAN);
  private static final Pattern OF_WALK =
      Pattern.compile("(traj|final)_(epsilon|v_prediction)" + PLAN + "(?:_eta(\\d+(?:\\.\\d+)?))?");
  private static final Pattern OF_IMAGE =
      Pattern.compile("(img2img_(?:timesteps|start|final))" + PLAN + "_s(\\d{1,3})");

  static Optional<SchedulerTensor> parse(String name) {
    Matcher plan = OF_PLAN.matcher(name);
    if (plan.matches()) {
      int steps = Integer.parseInt(plan.group(3));
      return Optional.of(
          new SchedulerTensor(name, plan.group(1), "epsilon", plan.group(2), steps, 0, 0));
    }
    Matcher walk = OF_WALK.matcher(name);
    if (walk.matches()) {
      int steps = Integer.parseInt(walk.group(4));
      double eta = walk.group(5) == null ? 0 : Double.parseDouble(walk.group(5));
      return Optional.of(
          new SchedulerTensor(name, walk.group(1), walk.group(2), walk.group(3), steps, eta, 0));
    }
    Matcher image = OF_IMAGE.matcher(name);
    if (image.matches()) {
      int steps = Integer.parseInt(image.group(3));
      int percent = Integer.parseInt(image.group(4));
      return Optional.of(
          new SchedulerTensor(name, image.group(1), "epsilon", image.group(2), steps, 0, percent));
    }
    return Optional.empty();
  }

  /** The key its error stands under in the metadata. */
  String errorKey() {
    String kind = percent > 0 ? "img2img" : "traj";
    return kind + name.substring(quantity.length());
  }
}
