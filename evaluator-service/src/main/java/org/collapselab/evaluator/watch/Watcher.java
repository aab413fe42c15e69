package org.collapselab.evaluator.watch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembers what one watcher was told. */
final class Watcher {

  /** Connections that are silent for longer are cut by what lies between. */
  private static final int SNAPSHOTS_WITHOUT_NEWS = 15;

  private final Map<String, String> told = new HashMap<>();
  private int withoutNews;

  /** What is new to this watcher, which is told it by this. */
  List<Part> news(Snapshot snapshot) {
    List<Part> news =
        snapshot.parts().stream()
            .filter(part -> !part.tag().equals(told.put(part.name(), part.tag())))
            .toList();
    withoutNews = news.isEmpty() ? withoutNews + 1 : 0;
    if (withoutNews < SNAPSHOTS_WITHOUT_NEWS) {
      return news;
    }
    withoutNews = 0;
    return List.of(Part.NO_NEWS);
  }
}
