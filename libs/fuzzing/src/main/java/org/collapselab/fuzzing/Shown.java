package org.collapselab.fuzzing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;

/** An input as a failure shows it. */
final class Shown {
  private static final int MOST = 4096;

  private Shown() {}

  static String of(byte[] input) {
    String more = input.length > MOST ? " ... of " + input.length + " bytes" : "";
    byte[] head = Arrays.copyOf(input, Math.min(input.length, MOST));
    for (byte b : head) {
      if (b < ' ' && b != '\n') {
        return "base64 " + Base64.getEncoder().encodeToString(head) + more;
      }
    }
    return new String(head, US_ASCII) + more;
  }
}
