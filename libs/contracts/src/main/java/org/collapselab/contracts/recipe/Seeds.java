package org.collapselab.contracts.recipe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/** Derives seeds that recipes can hold: JSON keeps integers up to 2^53-1 exactly. */
public final class Seeds {
  private Seeds() {}

  /**
   * A seed for one purpose and iteration of an experiment, from 0 to 2^53-1: the leading bits of
   * the SHA-256 of the three.
   */
  public static long derive(long seed, String purpose, int iteration) {
    MessageDigest digest = Key.newDigest();
    digest.update(ByteBuffer.allocate(12).putLong(seed).putInt(iteration).flip());
    digest.update(purpose.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest.digest()).getLong() & Require.MAX_SAFE_INTEGER;
  }
}
