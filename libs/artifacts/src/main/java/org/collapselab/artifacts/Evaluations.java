package org.collapselab.artifacts;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Json;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.CanonicalJson;
import org.collapselab.contracts.recipe.RecipeModule;

/** Evaluations of checkpoints. */
public final class Evaluations {
  private static final JsonMapper MAPPER = Json.builder().addModule(new RecipeModule()).build();

  private final ArtifactStore store;

  public Evaluations(ArtifactStore store) {
    this.store = store;
  }

  /** Writes an evaluation unless there is one of its recipe; gives the one in the store. */
  public Evaluation put(Evaluation evaluation) {
    Key key = evaluation.recipe().key();
    byte[] json = CanonicalJson.bytes(MAPPER.valueToTree(evaluation));
    store.putIfAbsent(StoreLayout.evaluation(key), json, "application/json");
    return get(key);
  }

  /** The evaluation of a recipe, if it is in the store. */
  public Optional<Evaluation> find(Key evaluation) {
    try {
      return Optional.of(get(evaluation));
    } catch (MissingArtifactException e) {
      return Optional.empty();
    }
  }

  /**
   * The evaluation of a recipe.
   *
   * @throws MissingArtifactException if it is not in the store
   * @throws CorruptArtifactException if it is not what its key says
   */
  public Evaluation get(Key evaluation) {
    String name = StoreLayout.evaluation(evaluation);
    byte[] json = store.get(name);
    try {
      Evaluation found = Json.read(MAPPER, Json.parse(json), Evaluation.class);
      if (!found.recipe().key().equals(evaluation)) {
        throw new CorruptArtifactException(name, "its recipe has another key than its name");
      }
      return found;
    } catch (ContractViolationException e) {
      throw new CorruptArtifactException(name, e);
    }
  }
}
