package org.collapselab.artifacts;

import org.collapselab.contracts.Key;

/** The names of objects inside the bucket. */
public final class StoreLayout {
  private StoreLayout() {}

  /** Any bytes, by their own hash. */
  public static String blob(Key content) {
    return "blob/" + content;
  }

  /** A generated image, by its recipe. */
  public static String image(Key recipe) {
    return "image/" + recipe + ".png";
  }

  public static String dataset(Key recipe) {
    return "dataset/" + recipe + ".json";
  }

  public static String realDataset(Key recipe) {
    return "real-dataset/" + recipe + ".json";
  }

  /** A checkpoint's manifest. */
  public static String checkpoint(Key recipe) {
    return "checkpoint/" + recipe + ".json";
  }

  public static String evaluation(Key recipe) {
    return "evaluation/" + recipe + ".json";
  }

  /** The features of an evaluation's images. */
  public static String features(Key evaluation) {
    return "features/" + evaluation + ".safetensors";
  }

  /** The folder of a training's resumable state; it ends with a slash. */
  public static String trainingState(Key checkpoint) {
    return "training-state/" + checkpoint + "/";
  }
}
