package org.collapselab.local.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.collapselab.local.evaluator.ExperimentView;

/**
 * Shows progress: on a terminal a bar for each condition, redrawn in place; elsewhere a line
 * whenever a condition enters another stage, and one for all now and then.
 */
public final class ProgressDisplay {
  private static final int BAR = 24;
  private static final Duration QUIET = Duration.ofSeconds(30);

  private final PrintStream out;
  private final boolean terminal;
  private final int columns;
  private final Map<String, String> stages = new HashMap<>();
  private Optional<Remaining> remaining = Optional.empty();
  private int drawn;
  private long lastLine = System.nanoTime();

  /**
   * Prepares a display.
   *
   * @param columns of the terminal
   */
  public ProgressDisplay(PrintStream out, boolean terminal, int columns) {
    this.out = out;
    this.terminal = terminal;
    this.columns = columns;
  }

  /** Shows how an experiment stands. */
  public void show(ExperimentView view) {
    List<ConditionProgress> conditions = ConditionProgress.of(view);
    double fraction =
        conditions.stream().mapToDouble(ConditionProgress::fraction).average().orElse(1);
    if (remaining.isEmpty()) {
      remaining = Optional.of(new Remaining(fraction));
    }
    if (terminal) {
      draw(conditions, fraction);
    } else {
      print(conditions, fraction);
    }
  }

  /** A line for each condition. */
  public static List<String> lines(ExperimentView view) {
    return lines(ConditionProgress.of(view));
  }

  private static List<String> lines(List<ConditionProgress> conditions) {
    int width = conditions.stream().mapToInt(c -> c.name().length()).max().orElse(1);
    return conditions.stream()
        .map(
            condition ->
                "%s %s %3.0f%%  %s"
                    .formatted(
                        condition.name() + " ".repeat(width - condition.name().length()),
                        bar(condition.fraction()),
                        100 * condition.fraction(),
                        condition.doing()))
        .toList();
  }

  private void draw(List<ConditionProgress> conditions, double fraction) {
    if (drawn > 0) {
      out.print("\u001b[" + drawn + "A");
    }
    lines(conditions).forEach(this::redraw);
    redraw(overall(fraction));
    drawn = conditions.size() + 1;
    out.flush();
  }

  private void redraw(String text) {
    out.print("\u001b[2K" + text.substring(0, Math.min(text.length(), columns - 1)) + "\n");
  }

  private static String bar(double fraction) {
    int full = (int) Math.round(BAR * fraction);
    return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
  }

  private void print(List<ConditionProgress> conditions, double fraction) {
    boolean news = false;
    for (ConditionProgress condition : conditions) {
      if (!condition.stage().equals(stages.put(condition.name(), condition.stage()))) {
        out.println(condition.name() + ": " + condition.doing());
        news = true;
      }
    }
    if (news) {
      lastLine = System.nanoTime();
    } else if (System.nanoTime() - lastLine > QUIET.toNanos()) {
      out.println(overall(fraction));
      lastLine = System.nanoTime();
    }
    out.flush();
  }

  private String overall(double fraction) {
    Remaining time = remaining.orElseThrow();
    String left = time.at(fraction).map(d -> ", about " + Remaining.text(d) + " left").orElse("");
    return "all %.0f%% after %s%s".formatted(100 * fraction, Remaining.text(time.elapsed()), left);
  }
}
