package org.collapselab.scaling;

/**
 * How a simulated run ended.
 *
 * @param seconds from the submission to the last measurement
 * @param heldGpuHours for which nodes were there
 * @param busyGpuHours for which a GPU fetched checkpoints, made images or trained
 * @param images in the store
 * @param madeTwice images that two generators made at the same time
 * @param checkpoints trained
 * @param evictions of nodes
 */
record Outcome(
    double seconds,
    double heldGpuHours,
    double busyGpuHours,
    long images,
    long madeTwice,
    int checkpoints,
    int evictions) {}
