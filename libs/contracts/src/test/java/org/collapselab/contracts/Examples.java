package org.collapselab.contracts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.collapselab.contracts.event.CheckpointTrained;
import org.collapselab.contracts.event.DatasetComposed;
import org.collapselab.contracts.event.Event;
import org.collapselab.contracts.event.ExperimentCancelled;
import org.collapselab.contracts.event.ExperimentCompleted;
import org.collapselab.contracts.event.ExperimentSubmitted;
import org.collapselab.contracts.event.Floor;
import org.collapselab.contracts.event.GenerationRequested;
import org.collapselab.contracts.event.ImageGenerated;
import org.collapselab.contracts.event.ImageJudged;
import org.collapselab.contracts.event.Metric;
import org.collapselab.contracts.event.MetricsEvaluated;
import org.collapselab.contracts.event.Purpose;
import org.collapselab.contracts.event.RequestedImage;
import org.collapselab.contracts.event.TrainingProgressed;
import org.collapselab.contracts.event.WorkFailed;
import org.collapselab.contracts.recipe.BaseCheckpointRecipe;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.ColourMatchedRecipe;
import org.collapselab.contracts.recipe.Curation;
import org.collapselab.contracts.recipe.DatasetRecipe;
import org.collapselab.contracts.recipe.EvaluationParameters;
import org.collapselab.contracts.recipe.EvaluationRecipe;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.NoiseSource;
import org.collapselab.contracts.recipe.Origin;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.RealImage;
import org.collapselab.contracts.recipe.Recipe;
import org.collapselab.contracts.recipe.Sampling;
import org.collapselab.contracts.recipe.SeedImage;
import org.collapselab.contracts.recipe.Slot;
import org.collapselab.contracts.recipe.TrainingParameters;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.CurationSpec;
import org.collapselab.contracts.spec.EvaluationSpec;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.GenerationSpec;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.contracts.spec.TrainingSpec;

/** One value of every contract. */
public final class Examples {
  public static final Key PHOTO = Key.sha256(new byte[] {1});
  public static final Sampling SAMPLING = new Sampling("dpm-solver++", 12, 3, 64, 64);
  public static final BaseCheckpointRecipe BASE =
      new BaseCheckpointRecipe(
          "emoji-small",
          new TreeMap<>(Map.of("unet/config.json", PHOTO, "vae/config.json", PHOTO)));
  public static final RealDatasetRecipe REAL =
      new RealDatasetRecipe(
          "emoji-people",
          List.of(
              new RealImage(
                  PHOTO, "0001.png", "older man, dark skin", new TreeMap<>(Map.of("age", "older"))),
              new RealImage(Key.sha256(new byte[] {2}), "0002.png", "café 👩", new TreeMap<>())));
  public static final ImageRecipe IMAGE =
      new ImageRecipe(
          BASE.key(),
          "older man, dark skin",
          "",
          Optional.of(new SeedImage(PHOTO, 0.6)),
          SAMPLING,
          new NoiseSource(7, 1, 0, 0, NoiseSource.TRAINING));
  public static final ColourMatchedRecipe MATCHED =
      new ColourMatchedRecipe(IMAGE.key(), REAL.key(), "reinhard");
  public static final DatasetRecipe DATASET =
      new DatasetRecipe(
          REAL.key(),
          List.of(
              new Slot(0, Origin.SYNTHETIC, IMAGE.key(), "older man, dark skin"),
              new Slot(1, Origin.REAL, PHOTO, "older man, dark skin")),
          Optional.of(new Curation(4, 0.05)));
  public static final CheckpointRecipe CHECKPOINT =
      new CheckpointRecipe(
          BASE.key(),
          DATASET.key(),
          new TrainingParameters(
              64, 1e-5, 10, 8, 32, 0.01, 1, 0, 0.1, Optional.empty(), Optional.empty()),
          11);
  public static final EvaluationRecipe EVALUATION =
      new EvaluationRecipe(
          CHECKPOINT.key(),
          List.of(IMAGE.key()),
          REAL.key(),
          new EvaluationParameters(128, SAMPLING, 200, 0.95, Optional.empty(), 7),
          "small-clip");
  public static final ExperimentSpec SPEC =
      new ExperimentSpec(
          "A small study",
          BASE.key().value(),
          REAL.key().value(),
          Optional.empty(),
          7,
          128,
          List.of("young woman, light skin"),
          new GenerationSpec(
              GenerationSpec.Mode.IMAGE_TO_IMAGE, 0.6, "dpm-solver++", 12, 3, 64, 64, "", 8),
          new TrainingSpec(
              TrainingSpec.From.PREVIOUS,
              1e-5,
              10,
              8,
              2,
              0.01,
              1,
              0,
              0.1,
              Optional.empty(),
              Optional.empty()),
          new EvaluationSpec(128, "dpm-solver++", 12, 3, 200, 0.95, Optional.empty()),
          List.of(
              new ConditionSpec(
                  "healing", List.of(0.25, 0.0), 2, Optional.empty(), Optional.empty()),
              new ConditionSpec(
                  "curated",
                  List.of(1.0, 1.0),
                  2,
                  Optional.of(new CurationSpec(4, 0.05)),
                  Optional.of(TrainingSpec.From.BASE))));
  public static final ResolvedExperiment EXPERIMENT =
      ResolvedExperiment.of(SPEC, BASE.key(), REAL.key());

  private Examples() {}

  public static List<Recipe> recipes() {
    return List.of(IMAGE, MATCHED, REAL, DATASET, BASE, CHECKPOINT, EVALUATION);
  }

  public static List<Event> events() {
    String experiment = EXPERIMENT.experiment();
    return List.of(
        new ExperimentSubmitted(experiment, EXPERIMENT.spec(), BASE.key(), REAL.key()),
        new ExperimentCancelled(experiment, "changed my mind"),
        new ExperimentCompleted(experiment, "completed"),
        new GenerationRequested(
            experiment,
            "curated",
            1,
            Purpose.TRAINING,
            "shard-1",
            List.of(new RequestedImage(0, 0, IMAGE))),
        new ImageGenerated(
            experiment,
            "curated",
            1,
            Purpose.EVALUATION,
            "shard-1",
            0,
            2,
            IMAGE.key(),
            PHOTO,
            false,
            81.25),
        new ImageJudged(
            experiment,
            "curated",
            1,
            0,
            2,
            IMAGE.key(),
            false,
            new TreeMap<>(Map.of("sharpness", 0.25, "alignment", -1e-7)),
            List.of("sharpness below 0.5")),
        new DatasetComposed(experiment, "curated", 1, DATASET.key(), CHECKPOINT, 1, 1, 3, 1),
        new TrainingProgressed(experiment, "curated", 1, CHECKPOINT.key(), 8, 32, 0.125, 0.5, 200),
        new CheckpointTrained(
            experiment, "curated", 1, CHECKPOINT.key(), DATASET.key(), 32, 0.125, true, 0),
        new WorkFailed(
            experiment,
            "curated",
            1,
            "trainer",
            CHECKPOINT.key().value(),
            "the loss is not finite"),
        new MetricsEvaluated(
            experiment,
            "curated",
            1,
            CHECKPOINT.key(),
            EVALUATION.key(),
            List.of(
                new Metric(
                    "FD (small CLIP)",
                    "small-clip",
                    12.5,
                    11,
                    14,
                    0.95,
                    128,
                    Optional.of(new Floor(2, 1.5, 2.5, 128))),
                new Metric("saturation", "", 0.5, 0.25, 0.75, 0.95, 128, Optional.empty())),
            false));
  }
}
