package org.collapselab.helm.check;

import java.util.List;
import org.collapselab.helm.render.Manifest;

/** Looks at the objects of a release. */
@FunctionalInterface
public interface Check {
  /** What is wrong; empty if nothing is. */
  List<String> problems(List<Manifest> manifests);
}
