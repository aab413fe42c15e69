package org.collapselab.local.golden;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.collapselab.diffusion.golden.Finding;

/** Counts findings and keeps them. */
public final class Tally {
  private final List<ObjectNode> rows = new ArrayList<>();
  private int right;
  private int wrong;
  private int broken;
  private int notChecked;

  /** Counts a finding about a golden. */
  public void add(String golden, Finding finding) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("golden", golden).put("subject", finding.subject());
    if (finding instanceof Finding.Compared compared) {
      right += compared.holds() ? 1 : 0;
      wrong += compared.holds() ? 0 : 1;
      row.put("verdict", compared.holds() ? "ok" : "wrong");
      put(row, "error", compared.error());
      put(row, "tolerance", compared.tolerance());
    } else if (finding instanceof Finding.NotChecked unchecked) {
      notChecked++;
      row.put("verdict", "not checked").put("reason", unchecked.reason());
    } else {
      broken++;
      row.put("verdict", "broken").put("problem", ((Finding.Broken) finding).problem());
    }
    rows.add(row);
  }

  /** JSON has no numbers that are not finite. */
  private static void put(ObjectNode row, String field, double value) {
    if (Double.isFinite(value)) {
      row.put(field, value);
    } else {
      row.put(field, Double.toString(value));
    }
  }

  /** Whether something was compared, and nothing was found wrong. */
  public boolean holds() {
    return right > 0 && wrong == 0 && broken == 0;
  }

  /** The counts in one line. */
  public String summary() {
    return "%d ok, %d wrong, %d broken, %d not checked".formatted(right, wrong, broken, notChecked);
  }

  /** The counts and all findings. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("holds", holds()).put("ok", right).put("wrong", wrong).put("broken", broken);
    json.put("notChecked", notChecked).putArray("findings").addAll(rows);
    return json;
  }
}
