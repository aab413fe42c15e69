/**
 * The safetensors file format, read and written: a length, a JSON header that names each tensor
 * with its type, shape and place, and the bytes. Files are memory-mapped, and nothing is allocated
 * for a tensor before the whole header has been found consistent with the size of the file.
 */
package org.collapselab.diffusion.safetensors;
