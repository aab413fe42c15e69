package org.collapselab.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of some bytes as 64 lower-case hexadecimal digits: an artifact's name, when the bytes
 * are the canonical JSON of its recipe, or its content's.
 */
public record Key(@JsonValue String value) implements Comparable<Key> {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  /**
   * @throws ContractViolationException unless the value is 64 lower-case hexadecimal digits
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Key {
    if (value == null || !HEX.matcher(value).matches()) {
      throw new ContractViolationException(
          "", "expected 64 lower-case hexadecimal digits but found '" + value + "'");
    }
  }

  /** The key with these digits. */
  public static Key parse(String digits) {
    return new Key(digits);
  }

  /** Whether the text is the digits of a key. */
  public static boolean matches(String text) {
    return HEX.matcher(text).matches();
  }

  /** The key of these bytes. */
  public static Key sha256(byte[] bytes) {
    return of(newDigest().digest(bytes));
  }

  /** The key of a finished SHA-256 digest of 32 bytes. */
  public static Key of(byte[] digest) {
    return new Key(HexFormat.of().formatHex(digest));
  }

  /** A fresh SHA-256, for bytes that arrive in pieces. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public int compareTo(Key other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
