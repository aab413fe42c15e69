package org.collapselab.local.lineage;

import java.util.List;

/** A tree with a line for each node, branches drawn before it. */
public final class TreeText {
  private TreeText() {}

  public static String of(Lineage.Node root) {
    var text = new StringBuilder(root.text());
    branches(root.from(), "", text);
    return text.toString();
  }

  private static void branches(List<Lineage.Node> nodes, String before, StringBuilder text) {
    for (int i = 0; i < nodes.size(); i++) {
      boolean isLast = i == nodes.size() - 1;
      text.append(System.lineSeparator()).append(before).append(isLast ? "└─ " : "├─ ");
      text.append(nodes.get(i).text());
      branches(nodes.get(i).from(), before + (isLast ? "   " : "│  "), text);
    }
  }
}
