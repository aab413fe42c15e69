package org.collapselab.helm.render;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Helm made of the chart.
 *
 * @param text as Helm would send it to the cluster
 */
public record Rendered(String text, List<Manifest> manifests) {

  /** The objects of a kind. */
  public Stream<Manifest> all(String kind) {
    return manifests.stream().filter(manifest -> manifest.kind().equals(kind));
  }

  /** The object of this kind whose name is the release's with this ending. */
  public Optional<Manifest> find(String kind, String ending) {
    String name = Chart.RELEASE + "-collapse-lab" + (ending.isEmpty() ? "" : "-" + ending);
    return all(kind).filter(manifest -> manifest.name().equals(name)).findFirst();
  }

  /** As {@link #find}, for an object that has to be there. */
  public Manifest get(String kind, String ending) {
    return find(kind, ending)
        .orElseThrow(() -> new NoSuchElementException("no " + kind + " " + ending));
  }
}
