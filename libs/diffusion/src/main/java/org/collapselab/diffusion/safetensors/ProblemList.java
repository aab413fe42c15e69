package org.collapselab.diffusion.safetensors;

import java.util.List;

/** Everything that is wrong with a file, as one error says it. */
public final class ProblemList {

  /** More than the tensors of any part of a Stable Diffusion, less than a hostile file has. */
  private static final int MOST_LISTED = 2000;

  private ProblemList() {}

  /** What the problems are about, and each of them on a line of its own. */
  public static String of(String what, List<String> problems) {
    List<String> listed = problems.subList(0, Math.min(problems.size(), MOST_LISTED));
    int more = problems.size() - listed.size();
    return what
        + ":\n  "
        + String.join("\n  ", listed)
        + (more == 0 ? "" : "\n  and " + more + " more");
  }
}
