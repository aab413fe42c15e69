package org.collapselab.local.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.collapselab.local.evaluator.EvaluatorClient;
import org.collapselab.local.evaluator.ExperimentView;
import org.collapselab.local.evaluator.ExperimentView.Condition;
import org.collapselab.local.evaluator.ExperimentView.Iteration;
import org.collapselab.local.evaluator.MetricView;
import org.collapselab.local.platform.DataFolder;

/**
 * Writes the folder of an experiment's report; what an earlier report wrote is replaced file by
 * file.
 */
public final class Report {
  private final EvaluatorClient evaluator;
  private final DataFolder data;

  public Report(EvaluatorClient evaluator, DataFolder data) {
    this.evaluator = evaluator;
    this.data = data;
  }

  /**
   * Writes the report as far as the experiment has come.
   *
   * @return its folder
   */
  public Path write(ExperimentView view) {
    Path folder = data.reports().resolve(view.id());
    try {
      Files.createDirectories(folder);
      var page = new Page("Experiment " + view.id());
      page.paragraph(summary(view));
      view.failures()
          .forEach(
              f ->
                  page.paragraph(
                      "Given up: %s, iteration %d, by the %s: %s"
                          .formatted(f.condition(), f.iteration(), f.service(), f.reason())));
      Optional<String> noText = TextDrawing.problem();
      noText.ifPresent(problem -> page.paragraph("Left out the curves: " + problem + "."));
      metrics(folder, page, view, noText.isEmpty());
      pictures(folder, page, view, noText.isEmpty());
      datasets(page, view);
      work(page, view);
      write(folder, "experiment.json", Provenance.of(view).toPrettyString());
      page.heading("Files")
          .link("metrics.csv", "every metric with its interval, floor and keys")
          .link("experiment.json", "the spec, versions, machine and times");
      write(folder, "index.md", page.markdown());
      write(folder, "index.html", page.html());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report " + folder, e);
    }
  }

  private static String summary(ExperimentView view) {
    return "Status: %s. Base checkpoint %s, real data set %s, seed %d, %d images in a training set."
        .formatted(
            view.status(),
            view.checkpoint().value().substring(0, 12),
            view.realDataset().value().substring(0, 12),
            view.spec().seed(),
            view.spec().images());
  }

  private void metrics(Path folder, Page page, ExperimentView view, boolean withText)
      throws IOException {
    write(folder, "metrics.csv", evaluator.metricsCsv(view.id()));
    List<MetricView> metrics = evaluator.metrics(view.id());
    for (MetricsTable table : MetricsTable.ofGroups(metrics, view.spec())) {
      page.heading(MetricNames.title(table.name()));
      page.paragraph(table.basis() + ". Iteration 0 is the base model.");
      if (withText) {
        String file = table.name().replaceAll("[^A-Za-z0-9.-]", "-") + ".png";
        write(folder, file, Curves.draw(table, new Replicates(view.spec()).names()));
        String bands = table.replicates() > 1 ? "ranges" : "intervals";
        page.figure(file, "a line for each condition, bands are the " + bands);
      }
      page.table(table.cells());
    }
    replicates(page, metrics, view);
  }

  private static void replicates(Page page, List<MetricView> metrics, ExperimentView view) {
    if (new Replicates(view.spec()).most() > 1) {
      for (MetricsTable table : MetricsTable.of(metrics, view.conditionNames())) {
        page.heading("Every replicate: " + MetricNames.title(table.name()));
        page.paragraph(table.basis() + ".").table(table.cells());
      }
    }
  }

  private void pictures(Path folder, Page page, ExperimentView view, boolean withText)
      throws IOException {
    var pictures = new Pictures(evaluator, view, withText);
    page.heading("Images");
    page.paragraph("Down a column the prompt and the noise are the same.");
    figure(
        folder, page, "images-conditions.png", "conditions at their end", pictures.ofConditions());
    for (Condition condition : view.conditions()) {
      String name = condition.name();
      figure(
          folder,
          page,
          "images-" + name + ".png",
          "condition " + name,
          pictures.ofCondition(condition));
    }
    for (Condition condition : view.conditions()) {
      String name = condition.name();
      figure(
          folder,
          page,
          "rejected-" + name + ".png",
          "training images of condition %s that the judge rejected".formatted(name),
          pictures.ofRejected(condition));
    }
  }

  private static void figure(
      Path folder, Page page, String file, String text, Optional<ImageGrid> grid)
      throws IOException {
    if (grid.isPresent()) {
      write(folder, file, grid.get().draw());
      page.figure(file, text);
    }
  }

  private static void datasets(Page page, ExperimentView view) {
    var cells = new ArrayList<List<String>>();
    cells.add(
        List.of("condition", "iteration", "real", "synthetic", "rejected", "flagged", "last loss"));
    for (Condition condition : view.conditions()) {
      for (Iteration iteration : condition.iterations()) {
        iteration
            .dataset()
            .ifPresent(
                dataset ->
                    cells.add(
                        List.of(
                            condition.name(),
                            Integer.toString(iteration.iteration()),
                            Integer.toString(dataset.real()),
                            Integer.toString(dataset.synthetic()),
                            Integer.toString(dataset.rejected()),
                            Integer.toString(dataset.flagged()),
                            iteration
                                .training()
                                .map(t -> MetricsTable.number(t.loss()))
                                .orElse(""))));
      }
    }
    if (cells.size() > 1) {
      page.heading("Training sets").table(cells);
    }
  }

  private static void work(Page page, ExperimentView view) {
    page.heading("Work");
    page.paragraph(
        "Every artifact is named by what it is made from, so none is made twice. Shared: conditions"
            + " that begin alike use the same artifact. Found: an earlier experiment made it.");
    page.table(Work.of(view).cells());
  }

  private static void write(Path folder, String name, String text) throws IOException {
    write(folder, name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path folder, String name, BufferedImage image) throws IOException {
    Path part = folder.resolve(name + ".part");
    ImageIO.write(image, "png", part.toFile());
    Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(Path folder, String name, byte[] bytes) throws IOException {
    Path part = folder.resolve(name + ".part");
    Files.write(part, bytes);
    Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }
}
