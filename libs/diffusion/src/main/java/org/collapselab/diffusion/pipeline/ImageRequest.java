package org.collapselab.diffusion.pipeline;

import java.util.Optional;
import org.collapselab.diffusion.noise.NoiseKey;

/**
 * One image to make.
 *
 * @param prompt what it should show
 * @param negativePrompt what guidance leads away from; may be empty
 * @param start the image to start from, or none for text-to-image
 * @param noise the key of all noise of this image
 */
public record ImageRequest(
    String prompt, String negativePrompt, Optional<Start> start, NoiseKey noise) {}
