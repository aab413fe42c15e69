package org.collapselab.contracts.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Examples;
import org.collapselab.contracts.Json;
import org.collapselab.contracts.JsonSchemas;
import org.collapselab.contracts.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecipesTest {
  private static final JsonSchemas SCHEMA = JsonSchemas.resource("recipe.json");

  static Stream<Recipe> recipes() {
    return Examples.recipes().stream();
  }

  private static Recipe parse(String json) {
    return Recipes.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String json(Recipe recipe) {
    return new String(Recipes.canonicalJson(recipe), StandardCharsets.UTF_8);
  }

  private static void refuses(ThrowingCallable reading, String field) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            ContractViolationException.class,
            violation -> assertThat(violation.field()).isEqualTo(field));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void readsBackWhatItWrites(Recipe recipe) {
    assertThat(Recipes.parse(Recipes.canonicalJson(recipe))).isEqualTo(recipe);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void fitsItsSchema(Recipe recipe) {
    assertThat(SCHEMA.violations(Json.parse(Recipes.canonicalJson(recipe)))).isEmpty();
  }

  /** A changed key would orphan every artifact in every store. */
  @ParameterizedTest
  @CsvSource({
    "image, b321849e933609b4751927a3e8da2c7f27764e46b21d98bb80233d4738d6c45e",
    "real-dataset, 49a8328b89dc0fdd42477d4a75b07c94b904b92afab70749673ec2fe848e0259",
    "dataset, 091da0268ad6635cbc1d2679f9a5d1fc13358b84d839b1589a325386bc28fcba",
    "base-checkpoint, 59c9c24c431337724513585593bcaa44b30f80fa8b03c56da0fd5c4a24d09cf5",
    "checkpoint, 010134c45e528e6effd465bea94f1fc1f6d2ad11dadf0c2cb574ddb13bbea386",
    "evaluation, 8dae2590102afd1499d3544323d2534855b14a0198ae747ae04c8eedae8a6ad8"
  })
  void keepsItsKeyForEver(String kind, String key) {
    // Given
    Recipe recipe =
        recipes().filter(candidate -> candidate.kind().equals(kind)).findFirst().orElseThrow();
    // Then
    assertThat(recipe.key()).isEqualTo(Key.parse(key));
  }

  @Test
  void namesACheckpointByWhatRoundsItsTraining() {
    // Given
    Key plain = Examples.CHECKPOINT.key();
    Optional<Precision> sixteenBits = Optional.of(Precision.BF16);
    // When // Then
    assertThat(computed(sixteenBits, Optional.empty()).key()).isNotEqualTo(plain);
    assertThat(computed(Optional.empty(), Optional.of(4)).key()).isNotEqualTo(plain);
    assertThat(computed(Optional.of(Precision.FP32), Optional.of(8)).key()).isEqualTo(plain);
    assertThat(json(computed(sixteenBits, Optional.of(4))))
        .contains("\"microBatch\":4", "\"precision\":\"bf16\"");
    refuses(() -> computed(Optional.empty(), Optional.of(0)), "microBatch");
  }

  @Test
  void readsAndChecksWhatRoundsATraining() {
    // Given
    CheckpointRecipe recipe = computed(Optional.of(Precision.BF16), Optional.of(4));
    // When
    byte[] json = Recipes.canonicalJson(recipe);
    // Then
    assertThat(Recipes.parse(json)).isEqualTo(recipe);
    assertThat(SCHEMA.violations(Json.parse(json))).isEmpty();
  }

  private static CheckpointRecipe computed(
      Optional<Precision> precision, Optional<Integer> microBatch) {
    TrainingParameters training =
        new TrainingParameters(64, 1e-5, 10, 8, 32, 0.01, 1, 0, 0.1, precision, microBatch);
    return new CheckpointRecipe(Examples.BASE.key(), Examples.DATASET.key(), training, 11);
  }

  @Test
  void saysItsKindAndVersionAndLeavesOutWhatIsAbsent() {
    // Given
    ImageRecipe textToImage =
        new ImageRecipe(
            Examples.PHOTO,
            "a face",
            "",
            Optional.empty(),
            Examples.SAMPLING,
            Examples.IMAGE.noise());
    // Then
    assertThat(json(textToImage))
        .contains("\"kind\":\"image\"", "\"version\":1", "\"guidance\":3,")
        .doesNotContain("seedImage");
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    String image = json(Examples.IMAGE);
    refuses(() -> parse("[]"), "");
    refuses(() -> parse(image + "{}"), "");
    refuses(() -> parse(image.replace("\"kind\":\"image\"", "\"kind\":\"song\"")), "kind");
    refuses(() -> parse(image.replace("\"version\":1", "\"version\":2")), "version");
    refuses(() -> parse(image.replace("\"prompt\":", "\"watermark\":1,\"prompt\":")), "watermark");
    refuses(() -> parse(image.replace("\"steps\":12", "\"steps\":12.5")), "sampling.steps");
    refuses(() -> parse(image.replace("\"steps\":12", "\"steps\":\"12\"")), "sampling.steps");
    refuses(() -> parse(image.replace("\"steps\":12", "\"steps\":0")), "sampling.steps");
    refuses(() -> parse(image.replace("\"width\":64", "\"width\":65")), "sampling.width");
    refuses(() -> parse(image.replace("\"strength\":0.6", "\"strength\":0")), "seedImage.strength");
    refuses(() -> parse(image.replace("\"seed\":7", "\"seed\":-1")), "noise.seed");
    refuses(() -> parse(image.replace("\"seed\":7", "\"seed\":7,\"seed\":8")), "");
    refuses(() -> parse(image.replace(Examples.BASE.key().value(), "abc")), "checkpoint");
    refuses(() -> parse(image.replaceFirst("\"prompt\":\"[^\"]*\",", "")), "prompt");
    refuses(
        () -> parse(json(Examples.DATASET).replace("\"index\":1", "\"index\":2")),
        "slots[1].index");
  }

  @Test
  void refusesAnotherKindThanWanted() {
    refuses(
        () -> Recipes.parse(Recipes.canonicalJson(Examples.IMAGE), CheckpointRecipe.class), "kind");
  }

  @Test
  void derivesSeedsThatJsonKeepsExactly() {
    assertThat(Seeds.derive(7, "training", 1))
        .isEqualTo(Seeds.derive(7, "training", 1))
        .isNotEqualTo(Seeds.derive(7, "training", 2))
        .isNotEqualTo(Seeds.derive(7, "bootstrap", 1))
        .isBetween(0L, (1L << 53) - 1);
  }
}
