package org.collapselab.trainer.jobs;

import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.CheckpointRecipe;

/**
 * A job in the hands of one worker.
 *
 * @param checkpoint the key of the checkpoint to make
 * @param recipe how it is made
 * @param fence the number of this claim; a later claim of the same job has a higher one
 */
public record Claim(Key checkpoint, CheckpointRecipe recipe, long fence) {}
