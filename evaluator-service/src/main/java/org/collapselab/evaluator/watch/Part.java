package org.collapselab.evaluator.watch;

/**
 * A part of what is watched.
 *
 * @param kind what it tells of
 * @param name tells it from others of its kind
 * @param tag another one whenever there is news in it
 * @param json itself; empty for a sign of life
 */
public record Part(String kind, String name, String tag, String json) {

  /** Tells a watcher that there is no news. */
  public static final Part NO_NEWS = new Part("", "", "", "");

  /** The only part of its kind. */
  public static Part only(String kind, String tag, String json) {
    return new Part(kind, kind, tag, json);
  }
}
