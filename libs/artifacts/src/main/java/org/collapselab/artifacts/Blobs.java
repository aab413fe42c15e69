package org.collapselab.artifacts;

import java.nio.file.Path;
import org.collapselab.contracts.Key;

/** Any bytes, named by their own hash. */
public final class Blobs {
  private final ArtifactStore store;

  public Blobs(ArtifactStore store) {
    this.store = store;
  }

  public boolean exists(Key content) {
    return store.exists(StoreLayout.blob(content));
  }

  /** Writes bytes unless they are there. */
  public Key put(byte[] bytes) {
    Key content = Key.sha256(bytes);
    if (!exists(content)) {
      store.put(StoreLayout.blob(content), bytes, "application/octet-stream");
    }
    return content;
  }

  /** Writes a file's bytes unless they are there. */
  public Key put(Path file) {
    Key content = FileHash.of(file);
    if (!exists(content)) {
      StoredObject stored = store.upload(file, StoreLayout.blob(content));
      if (!stored.content().equals(content)) {
        store.delete(stored.name());
        throw new IllegalStateException(file + " changed while it was stored");
      }
    }
    return content;
  }

  /**
   * The bytes of this hash.
   *
   * @throws MissingArtifactException if there are no such bytes
   * @throws CorruptArtifactException if the bytes have another hash
   */
  public byte[] get(Key content) {
    String name = StoreLayout.blob(content);
    byte[] bytes = store.get(name);
    if (!Key.sha256(bytes).equals(content)) {
      throw new CorruptArtifactException(name, "its bytes have another hash than its name");
    }
    return bytes;
  }

  /** As {@link #get}, into a file, which appears whole or not at all. */
  public void download(Key content, Path file) {
    String name = StoreLayout.blob(content);
    store
        .find(name)
        .filter(stored -> !stored.content().equals(content))
        .ifPresent(
            stored -> {
              throw new CorruptArtifactException(name, "it has another hash than its name");
            });
    store.download(name, file);
  }
}
