/**
 * Measures the speed and the memory of training and inference. Every speed is given as a ratio to
 * PyTorch in the same run, or as a fraction of what the machine's own matrix product reaches in the
 * same run, because times of different machines and days cannot be compared.
 */
package org.collapselab.bench;
