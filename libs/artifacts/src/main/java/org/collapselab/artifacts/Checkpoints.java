package org.collapselab.artifacts;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Json;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.BaseCheckpointRecipe;
import org.collapselab.contracts.recipe.CanonicalJson;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.RecipeModule;

/**
 * Checkpoints: a manifest, written last, that names files kept as blobs, so a fine-tuned checkpoint
 * shares with its parent every file that training did not change.
 */
public final class Checkpoints {
  /** How much {@link #materialise} keeps on disk. */
  public static final long DEFAULT_CACHE_BYTES = 64L << 30;

  private static final JsonMapper MAPPER = Json.builder().addModule(new RecipeModule()).build();

  private final ArtifactStore store;
  private final Blobs blobs;

  public Checkpoints(ArtifactStore store) {
    this.store = store;
    this.blobs = new Blobs(store);
  }

  public boolean exists(Key checkpoint) {
    return store.exists(StoreLayout.checkpoint(checkpoint));
  }

  /**
   * The recipe of a model in a folder.
   *
   * @throws ContractViolationException if the folder holds no file
   */
  public static BaseCheckpointRecipe describe(String name, Path folder) {
    SortedMap<String, Key> files = new TreeMap<>();
    ModelFolder.files(folder).forEach((path, file) -> files.put(path, FileHash.of(file)));
    return new BaseCheckpointRecipe(name, files);
  }

  /** Writes a model that came from elsewhere, unless it is there. */
  public Key publishBase(String name, Path folder) {
    BaseCheckpointRecipe recipe = describe(name, folder);
    if (!exists(recipe.key())) {
      ModelFolder.files(folder).values().forEach(blobs::put);
      put(recipe.key(), new CheckpointManifest(recipe, recipe.files(), new TreeMap<>()));
    }
    return recipe.key();
  }

  /**
   * Writes a fine-tuned model unless there is one of its recipe: the first writer wins.
   *
   * @param changed path inside the model's folder to the file that replaces the parent's
   * @param facts what was seen while it was trained, as in {@code loss}
   * @return the manifest in the store, which an earlier writer may have written
   * @throws MissingArtifactException if the parent is not in the store
   */
  public CheckpointManifest publish(
      CheckpointRecipe recipe, Map<String, Path> changed, Map<String, Double> facts) {
    Key key = recipe.key();
    Optional<CheckpointManifest> present = find(key);
    if (present.isPresent()) {
      return present.get();
    }
    SortedMap<String, Key> files = new TreeMap<>(manifest(recipe.parent()).files());
    changed.forEach((path, file) -> files.put(path, blobs.put(file)));
    put(key, new CheckpointManifest(recipe, files, new TreeMap<>(facts)));
    return manifest(key);
  }

  private void put(Key key, CheckpointManifest manifest) {
    byte[] json = CanonicalJson.bytes(MAPPER.valueToTree(manifest));
    store.putIfAbsent(StoreLayout.checkpoint(key), json, "application/json");
  }

  /** The manifest of a checkpoint, if it is in the store. */
  public Optional<CheckpointManifest> find(Key checkpoint) {
    try {
      return Optional.of(manifest(checkpoint));
    } catch (MissingArtifactException e) {
      return Optional.empty();
    }
  }

  /**
   * The manifest of a checkpoint.
   *
   * @throws MissingArtifactException if it is not in the store
   * @throws CorruptArtifactException if it is not what its key says
   */
  public CheckpointManifest manifest(Key checkpoint) {
    String name = StoreLayout.checkpoint(checkpoint);
    byte[] json = store.get(name);
    try {
      CheckpointManifest manifest = Json.read(MAPPER, Json.parse(json), CheckpointManifest.class);
      if (!manifest.recipe().key().equals(checkpoint)) {
        throw new CorruptArtifactException(name, "its recipe has another key than its name");
      }
      return manifest;
    } catch (ContractViolationException e) {
      throw new CorruptArtifactException(name, e);
    }
  }

  /**
   * The checkpoint as a folder in diffusers layout, read-only, inside a cache that processes may
   * share. See {@link CheckpointCache} for a cache of another size.
   */
  public Path materialise(Key checkpoint, Path cacheDir) {
    return new CheckpointCache(this, cacheDir, DEFAULT_CACHE_BYTES).materialise(checkpoint);
  }

  void downloadFile(Key content, Path file) {
    blobs.download(content, file);
  }
}
