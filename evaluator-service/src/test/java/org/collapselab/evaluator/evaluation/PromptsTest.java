package org.collapselab.evaluator.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.RealImage;
import org.junit.jupiter.api.Test;

class PromptsTest {

  @Test
  void shouldMeetGroupsInProportionToTheirSize() {
    // Given
    RealDatasetRecipe real = dataset(Map.of("young", 60, "old", 20, "middle-aged", 40));

    // When
    Map<String, Long> met = groups(Prompts.of(real, List.of(), 30));

    // Then
    assertThat(met).isEqualTo(Map.of("young", 15L, "old", 5L, "middle-aged", 10L));
  }

  @Test
  void shouldMeetEqualGroupsEquallyOftenThoughTheListHasThemMixed() {
    // Given
    RealDatasetRecipe sorted = dataset(Map.of("young", 30, "old", 30, "middle-aged", 30));
    List<RealImage> mixed = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      mixed.add(sorted.images().get(i * 7 % 90));
    }

    // When
    List<Prompt> prompts = Prompts.of(new RealDatasetRecipe("mixed", mixed), List.of(), 45);

    // Then
    assertThat(groups(prompts).values()).containsOnly(15L);
    assertThat(prompts).extracting(Prompt::text).doesNotHaveDuplicates();
    assertThat(prompts).isEqualTo(Prompts.of(sorted, List.of(), 45));
  }

  @Test
  void shouldRepeatCaptionsEvenlyWhenThereAreFewerThanImages() {
    // When
    List<Prompt> prompts = Prompts.of(dataset(Map.of("young", 3, "old", 2)), List.of(), 20);

    // Then
    assertThat(prompts.stream().collect(groupingBy(Prompt::text, counting())).values())
        .hasSize(5)
        .containsOnly(4L);
  }

  @Test
  void shouldGiveHeldOutPromptsAFifthOfTheImages() {
    // When
    List<Prompt> prompts =
        Prompts.of(dataset(Map.of("young", 50, "old", 50)), List.of("a robot", "a cat"), 40);

    // Then
    assertThat(prompts).hasSize(40);
    assertThat(prompts.subList(0, 32)).noneMatch(Prompt::heldOut);
    assertThat(prompts.subList(32, 40)).allMatch(Prompt::heldOut);
    assertThat(prompts.subList(32, 40).stream().filter(p -> p.text().equals("a cat"))).hasSize(4);
  }

  @Test
  void shouldLeaveHalfOfTheImagesToTrainingPromptsHoweverManyAreHeldOut() {
    // Given
    List<String> heldOut = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      heldOut.add("prompt " + i);
    }

    // When
    List<Prompt> prompts = Prompts.of(dataset(Map.of("young", 50)), heldOut, 20);

    // Then
    assertThat(prompts.stream().filter(Prompt::heldOut)).hasSize(10);
  }

  private static Map<String, Long> groups(List<Prompt> prompts) {
    return prompts.stream()
        .collect(groupingBy(prompt -> prompt.text().replaceAll(" .*", ""), counting()));
  }

  private static RealDatasetRecipe dataset(Map<String, Integer> groups) {
    List<RealImage> images = new ArrayList<>();
    new TreeMap<>(groups)
        .forEach(
            (group, size) -> {
              for (int i = 0; i < size; i++) {
                String caption = group + " " + i;
                images.add(
                    new RealImage(
                        Key.sha256(caption.getBytes(UTF_8)),
                        caption + ".png",
                        caption,
                        new TreeMap<>(Map.of("age", group))));
              }
            });
    return new RealDatasetRecipe("groups", images);
  }
}
