package org.collapselab.stack;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The built stack module: its classes and the jars its servers need.
 *
 * @param folder the module's build folder, which holds {@code classes} and {@code lib}
 */
public record StackHome(Path folder) {

  /**
   * Finds the module in a source tree.
   *
   * @param root the root of the source tree
   * @throws StackException if the module has not been built
   */
  public static StackHome in(Path root) {
    Path folder = root.resolve("deploy/stack/target").toAbsolutePath();
    if (!Files.isDirectory(folder.resolve("lib"))
        || !Files.isDirectory(folder.resolve("classes"))) {
      throw new StackException(
          folder + " holds no built stack: run 'mvn -DskipTests package -pl deploy/stack'");
    }
    return new StackHome(folder);
  }

  /**
   * The module's own classes, which need nothing but the JDK to start a program that is watched.
   */
  public Path classes() {
    return folder.resolve("classes");
  }

  String classPath() {
    return folder.resolve("classes") + File.pathSeparator + folder.resolve("lib") + "/*";
  }

  /** The program that runs this process, for processes that are to be like it. */
  public String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * The command that gives a process a session of its own: Ctrl-C in a terminal must not reach the
   * servers before those who use them have stopped.
   */
  public Optional<String> ownSession() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, "setsid"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
