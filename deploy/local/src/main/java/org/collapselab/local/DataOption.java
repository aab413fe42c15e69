package org.collapselab.local;

import java.nio.file.Path;
import org.collapselab.local.platform.DataFolder;
import org.collapselab.local.platform.Installation;
import picocli.CommandLine.Option;

/** The option that names the data folder. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "folder of the platform's data (default: lab-data in the source tree)")
  private Path data;

  DataFolder folder(Installation installation) {
    return DataFolder.at(data == null ? installation.defaultData() : data);
  }
}
