package org.collapselab.evaluator;

import org.collapselab.contracts.Key;
import org.collapselab.diffusion.pipeline.TinyModel;

/** The spec of an experiment that takes seconds, as a person writes it. */
final class TinySpec {

  private TinySpec() {}

  /** With the conditions {@code a} and {@code b} of one iteration, half of it synthetic. */
  static String yaml(String name, Key checkpoint, Key realDataset, long seed) {
    return """
        name: %s
        model: %s
        realDataset: %s
        seed: %d
        images: 8
        heldOutPrompts:
          - a robot
        generation:
          strength: 0.5
          scheduler: ddim
          steps: 4
          guidance: 1
          width: %d
          height: %d
          shardSize: 5
        training:
          batch: 4
          epochs: 1
        evaluation:
          images: 20
          scheduler: ddim
          steps: 4
          guidance: 1
          bootstrapReplicates: 40
          confidence: 0.9
        conditions:
          - name: a
            syntheticFraction: 0.5
            iterations: 1
          - name: b
            syntheticFraction: 0.5
            iterations: 1
        """
        .formatted(name, checkpoint, realDataset, seed, TinyModel.SIZE, TinyModel.SIZE);
  }
}
