package org.collapselab.local.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.collapselab.contracts.Key;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;
import org.collapselab.local.evaluator.EvaluatorClient;
import org.collapselab.local.evaluator.ExperimentView;
import org.collapselab.local.evaluator.ExperimentView.Condition;
import org.collapselab.local.evaluator.ImageView;

/**
 * The grids of an experiment. Down a column the prompt and the noise are the same; what differs is
 * the checkpoint alone.
 */
final class Pictures {
  private static final int COLUMNS = 8;
  private static final int REJECTED = 24;

  private final EvaluatorClient evaluator;
  private final ExperimentView view;
  private final boolean withText;
  private final Map<Key, Optional<BufferedImage>> decoded = new HashMap<>();
  private final Map<String, Map<Integer, Map<Integer, ImageView>>> evaluations = new HashMap<>();

  Pictures(EvaluatorClient evaluator, ExperimentView view, boolean withText) {
    this.evaluator = evaluator;
    this.view = view;
    this.withText = withText;
  }

  /** A condition's images, a row for each iteration that has some. */
  Optional<ImageGrid> ofCondition(Condition condition) {
    Map<Integer, Map<Integer, ImageView>> iterations = imagesOf(condition);
    List<Integer> slots = slots(iterations);
    List<ImageGrid.Row> rows =
        iterations.entrySet().stream()
            .map(
                entry ->
                    row(
                        entry.getKey() == 0 ? "base model" : "iteration " + entry.getKey(),
                        entry.getValue(),
                        slots))
            .toList();
    return grid(prompts(iterations, slots), rows);
  }

  /** The last iteration's images of every condition, under the base model's. */
  Optional<ImageGrid> ofConditions() {
    List<ImageGrid.Row> rows = new ArrayList<>();
    List<Integer> slots = List.of();
    List<String> prompts = List.of();
    for (Condition condition : view.conditions()) {
      TreeMap<Integer, Map<Integer, ImageView>> iterations = new TreeMap<>(imagesOf(condition));
      if (iterations.isEmpty()) {
        continue;
      }
      if (rows.isEmpty()) {
        slots = slots(iterations);
        prompts = prompts(iterations, slots);
        Map<Integer, ImageView> base = iterations.getOrDefault(0, Map.of());
        rows.add(row("base model", base, slots));
      }
      int last = iterations.lastKey();
      rows.add(row(condition.name() + ", iteration " + last, iterations.get(last), slots));
    }
    return grid(prompts, rows);
  }

  /** Images that curation or mere judging rejected, with the reasons. */
  Optional<ImageGrid> ofRejected(Condition condition) {
    List<ImageView> rejected =
        evaluator.rejectedImages(view.id(), condition.name()).stream()
            .filter(ImageView::made)
            .limit(REJECTED)
            .toList();
    var rows = new ArrayList<ImageGrid.Row>();
    for (int start = 0; start < rejected.size(); start += COLUMNS) {
      List<ImageView> part = rejected.subList(start, Math.min(rejected.size(), start + COLUMNS));
      rows.add(new ImageGrid.Row("", part.stream().map(this::rejected).toList()));
    }
    List<String> noHeadings = Collections.nCopies(COLUMNS, "");
    return grid(noHeadings, rows);
  }

  private ImageGrid.Tile rejected(ImageView image) {
    String caption =
        "iteration %d, attempt %d: %s"
            .formatted(image.iteration(), image.attempt() + 1, String.join("; ", image.reasons()));
    return new ImageGrid.Tile(decode(image.key()), caption);
  }

  private Optional<ImageGrid> grid(List<String> columns, List<ImageGrid.Row> rows) {
    return rows.isEmpty() || columns.isEmpty()
        ? Optional.empty()
        : Optional.of(new ImageGrid(columns, rows, withText));
  }

  private Map<Integer, Map<Integer, ImageView>> imagesOf(Condition condition) {
    return evaluations.computeIfAbsent(condition.name(), name -> fetch(condition));
  }

  private Map<Integer, Map<Integer, ImageView>> fetch(Condition condition) {
    Map<Integer, Map<Integer, ImageView>> iterations = new TreeMap<>();
    for (ExperimentView.Iteration iteration : condition.iterations()) {
      if (iteration.evaluation().isEmpty()) {
        continue;
      }
      Map<Integer, ImageView> slots = new TreeMap<>();
      evaluator.evaluationImages(view.id(), condition.name(), iteration.iteration()).stream()
          .filter(ImageView::made)
          .forEach(image -> slots.put(image.slot(), image));
      if (!slots.isEmpty()) {
        iterations.put(iteration.iteration(), slots);
      }
    }
    return iterations;
  }

  /**
   * Slots spread evenly over all, so that the first and the last, a held-out one, are among them.
   */
  private static List<Integer> slots(Map<Integer, Map<Integer, ImageView>> iterations) {
    var all = new TreeSet<Integer>();
    iterations.values().forEach(slots -> all.addAll(slots.keySet()));
    List<Integer> list = List.copyOf(all);
    int count = Math.min(COLUMNS, list.size());
    var chosen = new TreeSet<Integer>();
    for (int i = 0; i < count; i++) {
      chosen.add(list.get(count == 1 ? 0 : i * (list.size() - 1) / (count - 1)));
    }
    return List.copyOf(chosen);
  }

  private static List<String> prompts(
      Map<Integer, Map<Integer, ImageView>> iterations, List<Integer> slots) {
    return slots.stream()
        .map(
            slot ->
                iterations.values().stream()
                    .filter(images -> images.containsKey(slot))
                    .findFirst()
                    .flatMap(images -> images.get(slot).caption())
                    .orElse(""))
        .toList();
  }

  private ImageGrid.Row row(String heading, Map<Integer, ImageView> images, List<Integer> slots) {
    return new ImageGrid.Row(
        heading,
        slots.stream()
            .map(
                slot -> Optional.ofNullable(images.get(slot)).flatMap(image -> decode(image.key())))
            .map(ImageGrid.Tile::new)
            .toList());
  }

  // What was removed from the store leaves an empty place.
  private Optional<BufferedImage> decode(Key image) {
    return decoded.computeIfAbsent(image, key -> evaluator.png(key).map(png -> decode(key, png)));
  }

  private static BufferedImage decode(Key key, byte[] png) {
    try {
      return ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new LabException(ExitStatus.BROKEN, "image " + key.value() + " cannot be decoded", e);
    }
  }
}
