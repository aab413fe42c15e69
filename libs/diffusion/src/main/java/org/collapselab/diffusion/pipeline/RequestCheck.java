package org.collapselab.diffusion.pipeline;

import java.util.List;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.scheduler.Scheduler;

/** Holds a sampling and its requests to be possible for a model before anything is computed. */
final class RequestCheck {

  // The networks' memory grows with the area; the largest models of this kind make 1024 x 1024.
  private static final int LARGEST = 2048;

  private final Sampling sampling;
  private final int multiple;

  RequestCheck(ModelFolder folder, Sampling sampling) {
    this.sampling = sampling;
    this.multiple = folder.vae().config().factor() * folder.unet().config().sizeMultiple();
  }

  void require(List<ImageRequest> requests) {
    requireSize("width", sampling.width());
    requireSize("height", sampling.height());
    if (!(sampling.guidance() >= 0 && sampling.guidance() < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "guidance: expected a number of at least 0, was " + sampling.guidance());
    }
    for (int i = 0; i < requests.size(); i++) {
      int request = i;
      requests.get(i).start().ifPresent(start -> requireStart(request, start));
    }
  }

  private void requireSize(String field, int value) {
    if (value < multiple || value % multiple != 0 || value > LARGEST) {
      throw new IllegalArgumentException(
          field + ": expected a multiple of " + multiple + " up to " + LARGEST + ", was " + value);
    }
  }

  private void requireStart(int request, Start start) {
    RgbImage image = start.image();
    if (image.width() != sampling.width() || image.height() != sampling.height()) {
      throw new IllegalArgumentException(
          "request %d: start image: expected %d x %d pixels, was %d x %d"
              .formatted(
                  request, sampling.width(), sampling.height(), image.width(), image.height()));
    }
    try {
      Scheduler.firstStep(sampling.steps(), start.strength());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("request " + request + ": " + e.getMessage(), e);
    }
  }
}
