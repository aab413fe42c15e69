package org.collapselab.local.lineage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.BaseCheckpointRecipe;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.ColourMatchedRecipe;
import org.collapselab.contracts.recipe.DatasetRecipe;
import org.collapselab.contracts.recipe.EvaluationRecipe;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.Origin;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.Recipe;
import org.collapselab.contracts.recipe.Slot;

/** The tree of recipes below an artifact, each branch followed to what came from outside. */
public final class Lineage {
  private final StoredRecipes recipes;
  private final Set<Key> shown = new HashSet<>();
  private final int depth;

  /**
   * An artifact and what it was made from.
   *
   * @param text one line
   * @param from what it was made from; empty where it is shown elsewhere in the tree
   */
  public record Node(String text, List<Node> from) {}

  private Lineage(StoredRecipes recipes, int depth) {
    this.recipes = recipes;
    this.depth = depth;
  }

  /**
   * The tree of an artifact.
   *
   * @param depth of the deepest branch that is followed
   */
  public static Node of(StoredRecipes recipes, Key key, int depth) {
    return new Lineage(recipes, depth).node("", key, 0);
  }

  private Node node(String role, Key key, int level) {
    Recipe recipe = recipes.find(key).orElse(null);
    String name = role + Words.key(key);
    if (recipe == null) {
      return new Node(name + " is not in the store", List.of());
    }
    String text = role + Words.of(recipe);
    boolean isLeaf = recipe instanceof BaseCheckpointRecipe || recipe instanceof RealDatasetRecipe;
    if (isLeaf) {
      return new Node(text, List.of());
    }
    if (!shown.add(key)) {
      return new Node(text + " (see above)", List.of());
    }
    return level == depth
        ? new Node(text + " (further back: --depth)", List.of())
        : new Node(text, from(recipe, level + 1));
  }

  private List<Node> from(Recipe recipe, int level) {
    if (recipe instanceof ImageRecipe image) {
      List<Node> from = new ArrayList<>();
      image
          .seedImage()
          .ifPresent(
              seed ->
                  from.add(
                      new Node(
                          "from the real image %s at strength %s"
                              .formatted(Words.key(seed.image()), Words.number(seed.strength())),
                          List.of())));
      from.add(node("by ", image.checkpoint(), level));
      return from;
    }
    if (recipe instanceof ColourMatchedRecipe matched) {
      return List.of(
          node("of ", matched.image(), level), node("to ", matched.realDataset(), level));
    }
    if (recipe instanceof CheckpointRecipe checkpoint) {
      return List.of(
          node("from ", checkpoint.parent(), level), node("on ", checkpoint.dataset(), level));
    }
    if (recipe instanceof DatasetRecipe dataset) {
      List<Key> synthetic =
          dataset.slots().stream()
              .filter(slot -> slot.origin() == Origin.SYNTHETIC)
              .map(Slot::image)
              .toList();
      List<Node> from = new ArrayList<>();
      from.add(node("real images of ", dataset.realDataset(), level));
      from.addAll(images(synthetic, level));
      return from;
    }
    if (recipe instanceof EvaluationRecipe evaluation) {
      List<Node> from = new ArrayList<>();
      from.add(node("against ", evaluation.realDataset(), level));
      from.addAll(images(evaluation.images(), level));
      return from;
    }
    return List.of();
  }

  /** Images by the checkpoint that made them: an image each would hide the tree. */
  private List<Node> images(List<Key> keys, int level) {
    Map<String, List<Key>> groups = new LinkedHashMap<>();
    Map<String, Key> makers = new LinkedHashMap<>();
    for (Key key : keys) {
      Recipe recipe = recipes.image(key).orElse(null);
      String how = "images";
      if (recipe instanceof ColourMatchedRecipe matched) {
        how = "images colour-matched by " + matched.method();
        recipe = recipes.image(matched.image()).orElse(null);
      }
      if (recipe instanceof ImageRecipe image) {
        String group = how + " " + image.checkpoint() + " " + image.noise().iteration();
        makers.put(group, image.checkpoint());
        groups.computeIfAbsent(group, absent -> new ArrayList<>()).add(key);
      } else {
        groups.computeIfAbsent("missing", absent -> new ArrayList<>()).add(key);
      }
    }
    List<Node> nodes = new ArrayList<>();
    groups.forEach(
        (group, members) -> {
          String some = members.size() + " " + Words.some(members);
          if (makers.containsKey(group)) {
            String how = group.substring(0, group.indexOf(' ' + makers.get(group).value()));
            nodes.add(
                new Node(
                    members.size() + " " + how + " " + Words.some(members),
                    List.of(node("by ", makers.get(group), level + 1))));
          } else {
            nodes.add(new Node(some + " that are not in the store", List.of()));
          }
        });
    return nodes;
  }
}
