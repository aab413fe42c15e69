package org.collapselab.helm.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.collapselab.helm.render.Manifest;

/**
 * Every object fits its type: no unknown field, no value of another type. Objects of operators
 * whose types are not on the class path fit the part of their definition that the chart uses.
 */
public final class KnownFields implements Check {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .annotationIntrospector(new WithoutAnySetters())
          .build();

  private final DefinedFields defined = new DefinedFields();

  /** The model classes keep what they do not know in a map; here it has to be an error. */
  private static final class WithoutAnySetters extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  @Override
  public List<String> problems(List<Manifest> manifests) {
    List<String> problems = new ArrayList<>();
    for (Manifest manifest : manifests) {
      Optional<Class<?>> type = Types.of(manifest.apiVersion(), manifest.kind());
      if (type.isPresent()) {
        parse(manifest, type.get()).ifPresent(problems::add);
      } else if (DefinedFields.has(manifest.kind())) {
        problems.addAll(defined.problems(manifest));
      } else {
        problems.add(manifest.title() + ": no type is known for " + manifest.apiVersion());
      }
    }
    return problems;
  }

  private static Optional<String> parse(Manifest manifest, Class<?> type) {
    try {
      STRICT.treeToValue(manifest.tree(), type);
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of(manifest.title() + ": " + e.getMessage());
    }
  }
}
