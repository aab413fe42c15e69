package org.collapselab.helm.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.collapselab.helm.render.Manifest;

/** Every image names its registry and a tag other than latest, or a digest. */
public final class PinnedImages implements Check {
  private static final Pattern PINNED =
      Pattern.compile(
          "[a-z0-9.-]+\\.[a-z0-9.-]+(:[0-9]+)?/[a-z0-9._/-]+"
              + "(:(?!latest$|latest@)[A-Za-z0-9_][A-Za-z0-9._-]*)?(@sha256:[0-9a-f]{64})?");

  @Override
  public List<String> problems(List<Manifest> manifests) {
    List<String> problems = new ArrayList<>();
    for (Manifest manifest : manifests) {
      for (JsonNode container : manifest.containers()) {
        check(manifest, container.path("image").asText(), problems);
      }
      if (manifest.spec().has("imageName")) {
        check(manifest, manifest.spec().path("imageName").asText(), problems);
      }
    }
    return problems;
  }

  private static void check(Manifest manifest, String image, List<String> problems) {
    String name = image.substring(image.lastIndexOf('/') + 1);
    if (!PINNED.matcher(image).matches() || !(name.contains(":") || name.contains("@"))) {
      problems.add(
          "%s: image '%s', expected registry/name with a tag other than latest or a digest"
              .formatted(manifest.title(), image));
    }
  }
}
