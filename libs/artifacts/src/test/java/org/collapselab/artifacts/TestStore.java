package org.collapselab.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.collapselab.testing.SharedStack;
import org.collapselab.testing.TestSpace;

/** An empty bucket of the build's S3 server. */
final class TestStore {
  private final TestSpace space = SharedStack.join().newSpace("artifacts");

  StoreSettings settings() {
    var configuration = space.configuration();
    return new StoreSettings(
        configuration.get("collapse.store.endpoint"),
        configuration.get("collapse.store.access-key"),
        configuration.get("collapse.store.secret-key"),
        configuration.get("collapse.store.bucket"),
        configuration.get("collapse.store.region"));
  }

  ArtifactStore open() {
    ArtifactStore store = new ArtifactStore(settings());
    store.ensureBucket();
    return store;
  }

  /** Changes the last byte of an object behind the server's back. */
  void damage(String name) throws IOException {
    Path file = SharedStack.join().objectFile(space.bucket(), name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1]++;
    try (var out = Files.newOutputStream(file, java.nio.file.StandardOpenOption.WRITE)) {
      out.write(bytes);
    }
  }
}
