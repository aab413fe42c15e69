package org.collapselab.artifacts;

import io.minio.GetObjectResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.UUID;
import org.collapselab.contracts.Key;

/** Reads a response to its end and holds it to the hash in its metadata. */
final class VerifiedBody {
  private static final String HEADER = "x-amz-meta-" + ArtifactStore.HASH;

  private VerifiedBody() {}

  static byte[] bytes(String name, GetObjectResponse body, int most) throws IOException {
    Key expected = expected(name, body);
    byte[] bytes = body.readNBytes(most);
    if (body.read() >= 0) {
      throw new CorruptArtifactException(name, "expected at most " + most + " bytes");
    }
    complete(name, body, bytes.length);
    check(name, expected, Key.sha256(bytes));
    return bytes;
  }

  static Key file(String name, GetObjectResponse body, Path file) throws IOException {
    Key expected = expected(name, body);
    Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      DigestInputStream digested = new DigestInputStream(body, Key.newDigest());
      long length;
      try (OutputStream out = Files.newOutputStream(part)) {
        length = digested.transferTo(out);
      }
      complete(name, body, length);
      check(name, expected, Key.of(digested.getMessageDigest().digest()));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return expected;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Key expected(String name, GetObjectResponse body) {
    return ArtifactStore.hash(name, body.headers().get(HEADER));
  }

  /** A connection that broke is the store's absence, not the object's corruption. */
  private static void complete(String name, GetObjectResponse body, long length)
      throws IOException {
    String announced = body.headers().get("Content-Length");
    if (announced != null && Long.parseLong(announced) != length) {
      throw new EOFException(name + " ended after " + length + " of " + announced + " bytes");
    }
  }

  private static void check(String name, Key expected, Key found) {
    if (!found.equals(expected)) {
      throw new CorruptArtifactException(
          name, "expected the SHA-256 " + expected + " but found " + found);
    }
  }
}
