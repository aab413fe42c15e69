package org.collapselab.helm.check;

import java.util.List;
import java.util.Set;
import org.collapselab.helm.render.Rendered;
import org.collapselab.helm.render.ValueSet;

/** All that is asked of a rendered release. */
public final class Checks {
  private static final KnownFields KNOWN_FIELDS = new KnownFields();

  private Checks() {}

  /** Everything that is wrong with a release. */
  public static List<String> problems(Rendered rendered, ValueSet set) {
    return problems(rendered, set.given());
  }

  /**
   * Everything that is wrong with a release.
   *
   * @param given names of Secrets and claims that somebody else makes
   */
  public static List<String> problems(Rendered rendered, Set<String> given) {
    return all(given).stream()
        .flatMap(check -> check.problems(rendered.manifests()).stream())
        .toList();
  }

  private static List<Check> all(Set<String> given) {
    return List.of(
        KNOWN_FIELDS,
        new Identity(),
        new References(given),
        new PinnedImages(),
        new SetResources(),
        new RestrictedPods(),
        new KeptWork());
  }
}
