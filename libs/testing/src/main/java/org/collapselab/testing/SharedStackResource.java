package org.collapselab.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;

/**
 * Gives a {@code @QuarkusTest} the shared servers with an empty bucket, an empty schema and no
 * topics. The servers run on when the test ends. Takes an optional argument {@code name}; the
 * module's folder name is the default.
 */
public final class SharedStackResource implements QuarkusTestResourceLifecycleManager {
  private String name = Path.of("").toAbsolutePath().getFileName().toString();

  @Override
  public void init(Map<String, String> arguments) {
    name = arguments.getOrDefault("name", name);
  }

  @Override
  public Map<String, String> start() {
    SharedStack stack = SharedStack.join();
    stack.removeTopics();
    return stack.newSpace(name).configuration();
  }

  @Override
  public void stop() {
    // Later modules use the same servers, which end with the build.
  }
}
