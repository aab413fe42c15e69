/** The training of one checkpoint, from its recipe to its files in the store. */
package org.collapselab.trainer.training;
