/**
 * The small operation interface that every network is written over, and its back ends: eager
 * tensors on DJL, generated TorchScript, and shapes. What is particular to the engine stays in this
 * package.
 */
package org.collapselab.diffusion.nn;
