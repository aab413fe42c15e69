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
  void shouldSpreadCaptionsEvenlyOverGroupsOfUnequalSize() {
    // Given
    RealDatasetRecipe real = dataset(Map.of("young", 30, "old", 3, "middle-aged", 7));

    // When
    List<Prompt> prompts = Prompts.of(real, List.of(), 30);

    // Then
    assertThat(prompts).hasSize(30).noneMatch(Prompt::heldOut);
    assertThat(prompts.stream().collect(groupingBy(this::group, counting())).values())
        .containsOnly(10L);
    assertThat(prompts).extracting(Prompt::text).contains("old 0", "old 1", "old 2");
  }

  @Test
  void shouldGiveHeldOutPromptsTheShareOfAGroupEach() {
    // Given
    RealDatasetRecipe real = dataset(Map.of("young", 5, "old", 5, "middle-aged", 5));

    // When
    List<Prompt> prompts = Prompts.of(real, List.of("a robot"), 40);

    // Then
    assertThat(prompts.stream().filter(Prompt::heldOut)).hasSize(10);
    assertThat(prompts.stream().filter(Prompt::heldOut))
        .allMatch(prompt -> prompt.text().equals("a robot"));
    assertThat(prompts.subList(0, 30)).noneMatch(Prompt::heldOut);
  }

  @Test
  void shouldNotForgetHeldOutPromptsBesideManyGroups() {
    // Given
    Map<String, Integer> groups = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      groups.put("g" + i, 1);
    }

    // When
    List<Prompt> prompts = Prompts.of(dataset(groups), List.of("a robot", "a child"), 32);

    // Then
    assertThat(prompts.stream().filter(Prompt::heldOut).map(Prompt::text))
        .contains("a robot", "a child");
    assertThat(prompts.stream().filter(prompt -> !prompt.heldOut()).count()).isGreaterThan(15);
  }

  private String group(Prompt prompt) {
    return prompt.text().replaceAll(" .*", "");
  }

  private static RealDatasetRecipe dataset(Map<String, Integer> groups) {
    List<RealImage> images = new ArrayList<>();
    groups.forEach(
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
