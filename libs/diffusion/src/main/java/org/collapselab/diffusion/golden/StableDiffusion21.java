package org.collapselab.diffusion.golden;

import java.util.List;
import org.collapselab.diffusion.clip.Activation;
import org.collapselab.diffusion.clip.ClipTextConfig;
import org.collapselab.diffusion.clip.EncoderConfig;
import org.collapselab.diffusion.unet.UNetConfig;
import org.collapselab.diffusion.vae.VaeConfig;

/** The networks of Stable Diffusion 2.1, as its published config.json files have them. */
final class StableDiffusion21 {

  /** 865,910,724 parameters. */
  static final UNetConfig UNET =
      new UNetConfig(
          4,
          4,
          List.of(320, 640, 1280, 1280),
          List.of(true, true, true, false),
          List.of(5, 10, 20, 20),
          2,
          1024,
          true,
          32,
          1e-5,
          true,
          0);

  /** 83,653,863 parameters. */
  static final VaeConfig VAE = VaeConfig.rgb(List.of(128, 256, 512, 512), 2, 32, 4, 768, 0.18215);

  /** OpenCLIP ViT-H/14 without its last layer: 340,387,840 parameters. */
  static final ClipTextConfig TEXT_ENCODER =
      new ClipTextConfig(
          new EncoderConfig(1024, 4096, 23, 16, Activation.GELU, 1e-5), 49408, 77, 512, 2);

  private StableDiffusion21() {}
}
