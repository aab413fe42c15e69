package org.collapselab.diffusion.safetensors;

/** Text of a file as an error shows it: bounded, and with nothing that moves a cursor. */
final class Shown {

  private static final int LONGEST = 120;

  private Shown() {}

  static String of(String text) {
    String bounded = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return bounded.replaceAll("\\p{Cntrl}", "?");
  }
}
