package org.collapselab.diffusion.pretrain;

import java.io.IOException;

/** The training of one part of the model. */
interface Stage {

  /** Trains it and writes its files to the folder. */
  StageResult run(ModelFiles folder, String device, PretrainingListener listener)
      throws IOException;
}
