package org.collapselab.contracts.recipe;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/** Teaches Jackson the recipes inside other values: with {@code kind} and {@code version}. */
public final class RecipeModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  public RecipeModule() {
    super("collapse-lab-recipes");
    addSerializer(Recipe.class, new Writer());
    register(Recipe.class);
    register(ImageRecipe.class);
    register(ColourMatchedRecipe.class);
    register(RealDatasetRecipe.class);
    register(DatasetRecipe.class);
    register(BaseCheckpointRecipe.class);
    register(CheckpointRecipe.class);
    register(EvaluationRecipe.class);
  }

  private <R extends Recipe> void register(Class<R> type) {
    addDeserializer(type, new Reader<>(type));
  }

  private static final class Writer extends StdSerializer<Recipe> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(Recipe.class);
    }

    @Override
    public void serialize(Recipe recipe, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeTree(Recipes.tree(recipe));
    }
  }

  private static final class Reader<R extends Recipe> extends StdDeserializer<R> {
    private static final long serialVersionUID = 1L;
    private final Class<R> type;

    Reader(Class<R> type) {
      super(type);
      this.type = type;
    }

    @Override
    public R deserialize(JsonParser in, DeserializationContext context) throws IOException {
      JsonNode tree = context.readTree(in);
      return Recipes.parse(tree, type);
    }
  }
}
