package org.collapselab.curator.composition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.collapselab.contracts.recipe.Origin;
import org.collapselab.contracts.recipe.RealImage;
import org.collapselab.contracts.recipe.Slot;
import org.collapselab.contracts.spec.Regime;
import org.collapselab.curator.planning.TrainingImages;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;

/**
 * What a regime puts into the training set of an iteration. The slots of an accumulated set are the
 * real images in the order of their slots, then the synthetic ones by iteration and slot.
 */
final class Pool {
  private final TrainingImages images;
  private final List<Choice> choices;
  private final int iteration;

  /**
   * What there is to choose from.
   *
   * @param choices the synthetic images of the iterations up to this one, the first iteration's
   *     first; of the iterations before it only where the regime accumulates
   */
  Pool(TrainingImages images, List<Choice> choices, int iteration) {
    this.images = images;
    this.choices = choices;
    this.iteration = iteration;
  }

  /** The slots of the training set. */
  List<Slot> slots(Regime regime) {
    return switch (regime) {
      case REPLACE -> replaced(false);
      case FRESH_REAL -> replaced(true);
      case ACCUMULATE -> numbered(accumulated());
      case ACCUMULATE_SUBSAMPLE -> numbered(subsample(accumulated()));
    };
  }

  private List<Slot> replaced(boolean fresh) {
    Choice latest = choices.get(choices.size() - 1);
    List<Slot> slots = new ArrayList<>();
    for (int slot = 0; slot < images.layout().size(); slot++) {
      Judged image = latest.images().get(slot);
      if (image != null) {
        slots.add(synthetic(slot, image));
      } else {
        slots.add(
            real(slot, fresh ? images.freshRealImage(slot, iteration) : images.realImage(slot)));
      }
    }
    return slots;
  }

  // By generation and slot: the real images are generation 0, and there is none where no image of
  // the slot was generated.
  private Slot[][] accumulated() {
    int slots = images.layout().size();
    Slot[][] generations = new Slot[choices.size() + 1][slots];
    Arrays.setAll(generations[0], slot -> real(slot, images.realImage(slot)));
    for (int i = 1; i < generations.length; i++) {
      for (Judged image : choices.get(i - 1).images().values()) {
        generations[i][image.slot()] = synthetic(image.slot(), image);
      }
    }
    return generations;
  }

  // What could be there is ordered, not what is: conditions of other fractions agree on the order.
  private Slot[][] subsample(Slot[][] generations) {
    int slots = images.layout().size();
    Permutation order =
        Permutation.of(
            new NoiseKey(images.seed(), iteration, 0, 0, "subsample"), generations.length * slots);
    Slot[][] taken = new Slot[generations.length][slots];
    int count = 0;
    for (int position = 0; count < slots; position++) {
      int at = order.at(position);
      Slot candidate = generations[at / slots][at % slots];
      if (candidate != null) {
        taken[at / slots][at % slots] = candidate;
        count++;
      }
    }
    return taken;
  }

  private static List<Slot> numbered(Slot[][] generations) {
    List<Slot> slots = new ArrayList<>();
    for (Slot[] generation : generations) {
      for (Slot slot : generation) {
        if (slot != null) {
          slots.add(new Slot(slots.size(), slot.origin(), slot.image(), slot.caption()));
        }
      }
    }
    return slots;
  }

  private static Slot real(int slot, RealImage image) {
    return new Slot(slot, Origin.REAL, image.image(), image.caption());
  }

  private Slot synthetic(int slot, Judged image) {
    return new Slot(slot, Origin.SYNTHETIC, image.image(), images.realImage(slot).caption());
  }
}
