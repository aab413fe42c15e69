package org.collapselab.helm.render;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The chart, rendered as release {@code lab} in namespace {@code lab-ns}. */
public final class Chart {
  public static final Path FOLDER = LabRoot.resolve("helm/collapse-lab");
  public static final String RELEASE = "lab";
  public static final String NAMESPACE = "lab-ns";

  private static final String KUBERNETES = "1.33.0";
  private static final Path WITHOUT_HOOKS = withoutHooks();
  private static final Map<String, Rendered> RENDERED = new ConcurrentHashMap<>();

  private Chart() {}

  /** The chart with a set of values. */
  public static Rendered with(ValueSet set) {
    return with(set, Map.of());
  }

  /**
   * The chart with a set of values and further ones.
   *
   * @param switches as for Helm's {@code --set}
   * @throws IllegalStateException with Helm's words, if the chart refuses the values
   */
  public static Rendered with(ValueSet set, Map<String, String> switches) {
    return RENDERED.computeIfAbsent(set + " " + switches, key -> render(set, switches));
  }

  /** Hooks are left out of what the engine gives back, so here they are objects as all others. */
  private static Path withoutHooks() {
    try {
      Path folder = Files.createTempDirectory("chart");
      ChartCopy.to(folder, text -> text.replaceAll("(?m)^ +helm\\.sh/hook.*\\R", ""));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Rendered render(ValueSet set, Map<String, String> switches) {
    TemplateCommand template =
        new Helm(WITHOUT_HOOKS)
            .template()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion(KUBERNETES)
            // What is drawn would be another one each time.
            .set("dev.secret", "secret-of-tests")
            .set("lab.seed", "7");
    set.file().ifPresent(template::withValuesFile);
    set.needed().forEach(template::set);
    switches.forEach(template::set);
    String text = template.call();
    List<Manifest> manifests = Yaml.documents(text).stream().map(Manifest::new).toList();
    return new Rendered(text, manifests);
  }
}
