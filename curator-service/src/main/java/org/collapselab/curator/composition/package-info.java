/**
 * Which image stands in each slot. A slot is settled when its attempts leave nothing to wait for; a
 * plan whose slots are all settled is composed, once: its data set is stored under the key of its
 * recipe and announced together with the recipe of the checkpoint that is to be trained on it.
 */
package org.collapselab.curator.composition;
