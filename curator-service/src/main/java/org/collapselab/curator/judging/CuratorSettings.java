package org.collapselab.curator.judging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** What an operator sets, under {@code collapse.curator} ({@code COLLAPSE_CURATOR_*}). */
@ConfigMapping(prefix = "collapse.curator")
public interface CuratorSettings {

  /**
   * Where it computes: {@code auto} (the first GPU if there is one, else the CPU), {@code cpu},
   * {@code cuda} or {@code cuda:N}.
   */
  @WithDefault("auto")
  String device();

  /** Folder for checkpoint files fetched from the store; services on one machine may share it. */
  @WithDefault("${java.io.tmpdir}/collapse-lab/checkpoints")
  Path cacheFolder();
}
