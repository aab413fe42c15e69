package org.collapselab.local.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;
import org.collapselab.stack.StackHome;

/**
 * The built source tree the command runs from.
 *
 * @param root its root folder
 */
public record Installation(Path root) {

  /** The tree named by the system property {@code lab.root}, which the {@code lab} script sets. */
  public static Installation current() {
    return new Installation(Path.of(System.getProperty("lab.root", "")).toAbsolutePath());
  }

  public Path defaultSpec() {
    return root.resolve("deploy/experiments/laptop.yaml");
  }

  public Path defaultData() {
    return root.resolve("lab-data");
  }

  /** The folder of the small base model, whose CLIP is the laptop's feature network. */
  public Path smallModel() {
    return root.resolve("deploy/models/emoji-small");
  }

  /** What has not been built, as paths inside the tree. */
  public List<String> missing() {
    return Stream.concat(
            Stream.of("deploy/stack/target/lib"), Arrays.stream(Service.values()).map(Service::jar))
        .filter(path -> !Files.exists(root.resolve(path)))
        .toList();
  }

  StackHome stack() {
    return StackHome.in(root);
  }

  /**
   * The program of a service.
   *
   * @throws LabException if it has not been built
   */
  Path program(Service service) {
    Path jar = root.resolve(service.jar());
    if (!Files.isRegularFile(jar)) {
      throw new LabException(
          ExitStatus.MACHINE, jar + " is missing: build with 'mvn -DskipTests package'");
    }
    return jar;
  }
}
