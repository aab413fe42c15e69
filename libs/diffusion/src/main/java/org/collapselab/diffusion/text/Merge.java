package org.collapselab.diffusion.text;

import java.util.ArrayList;
import java.util.List;

/** Two neighbouring symbols that become one. */
record Merge(String left, String right) implements Comparable<Merge> {

  String merged() {
    return left + right;
  }

  /** The symbols with every occurrence, from the left, of this pair merged. */
  List<String> applyTo(List<String> symbols) {
    List<String> result = new ArrayList<>(symbols.size());
    int i = 0;
    while (i < symbols.size()) {
      if (i + 1 < symbols.size()
          && symbols.get(i).equals(left)
          && symbols.get(i + 1).equals(right)) {
        result.add(merged());
        i += 2;
      } else {
        result.add(symbols.get(i));
        i++;
      }
    }
    return result;
  }

  @Override
  public int compareTo(Merge other) {
    int byLeft = left.compareTo(other.left);
    return byLeft != 0 ? byLeft : right.compareTo(other.right);
  }
}
