package org.collapselab.local.judge;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.collapselab.vision.judgement.Verdict;
import org.collapselab.vision.statistics.Estimate;
import org.collapselab.vision.statistics.Proportion;

/** Verdicts as lines for a person. */
public final class JudgeTable {

  private static final double CONFIDENCE = 0.95;

  private JudgeTable() {}

  /** A line for each rejected image, the worst first, then the numbers of the whole folder. */
  public static List<String> of(JudgedFolder folder) {
    List<JudgedFolder.Judged> rejected =
        folder.images().stream()
            .filter(image -> !image.verdict().accepted())
            .sorted((a, b) -> Verdict.BEST_FIRST.reversed().compare(a.verdict(), b.verdict()))
            .toList();
    List<String> lines =
        rejected.stream()
            .map(image -> image.file() + "  " + String.join("; ", image.verdict().reasons()))
            .collect(Collectors.toList());
    folder
        .duplicates()
        .forEach(
            pair ->
                lines.add(
                    "%s  near duplicate of %s: cosine %.4f"
                        .formatted(pair.file(), pair.other(), pair.cosine())));
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add(summary(folder));
    Map<String, Long> faults =
        rejected.stream()
            .flatMap(image -> image.verdict().reasons().stream())
            .map(reason -> reason.substring(0, reason.indexOf(':')))
            .collect(Collectors.groupingBy(f -> f, TreeMap::new, Collectors.counting()));
    faults.forEach((fault, count) -> lines.add("  %-12s %d".formatted(fault, count)));
    lines.add(
        "judged at %d x %d by %s with %s"
            .formatted(
                folder.size(),
                folder.size(),
                String.join(", ", folder.criteria()),
                folder.network()));
    return List.copyOf(lines);
  }

  private static String summary(JudgedFolder folder) {
    Estimate share = Proportion.of((int) folder.rejected(), folder.images().size(), CONFIDENCE);
    return "%d of %d images rejected: %.1f %% (%.1f to %.1f, 95 %%); of real images %.1f %% would be, by %d %s"
        .formatted(
            folder.rejected(),
            folder.images().size(),
            100 * share.value(),
            100 * share.interval().low(),
            100 * share.interval().high(),
            100 * folder.falseRejectionRate(),
            folder.realImages(),
            folder.crossFitted() ? "of this folder itself, cross-fitted" : "real ones");
  }
}
