package org.collapselab.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import org.collapselab.contracts.Key;

/** The hash of a file's bytes, streaming. */
final class FileHash {
  private FileHash() {}

  static Key of(Path file) {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digested = new DigestInputStream(in, Key.newDigest())) {
      digested.transferTo(OutputStream.nullOutputStream());
      return Key.of(digested.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
