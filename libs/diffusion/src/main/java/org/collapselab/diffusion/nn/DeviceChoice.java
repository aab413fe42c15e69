package org.collapselab.diffusion.nn;

import ai.djl.Device;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chooses a device by its name, from what the engine can do.
 *
 * @param cuda whether the engine was built for CUDA
 * @param gpus how many CUDA devices it sees
 */
record DeviceChoice(boolean cuda, int gpus) {

  private static final Pattern CUDA = Pattern.compile("cuda(?::([0-9]{1,2}))?");

  /**
   * The device of this name.
   *
   * @param name {@code auto} (the first GPU if there is one, else the CPU), {@code cpu}, {@code
   *     cuda} or {@code cuda:N}
   * @throws IllegalArgumentException if the name is none of these, or the device is not there
   */
  Device of(String name) {
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    if (name.equals("auto")) {
      return cuda && gpus > 0 ? Device.gpu(0) : Device.cpu();
    }
    Matcher matcher = CUDA.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "device: expected auto, cpu, cuda or cuda:N, but was \"" + name + "\"");
    }
    if (!cuda) {
      throw new IllegalArgumentException(
          "device: \"" + name + "\" asked for, but the engine that is loaded is the one for CPUs");
    }
    int index = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
    if (index >= gpus) {
      throw new IllegalArgumentException(
          "device: \"" + name + "\" asked for, but the engine sees " + gpus + " CUDA devices");
    }
    return Device.gpu(index);
  }
}
