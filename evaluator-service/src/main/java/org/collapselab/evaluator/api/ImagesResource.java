package org.collapselab.evaluator.api;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Images;
import org.collapselab.contracts.Key;
import org.collapselab.diffusion.data.Png;

/** The generated images. */
@Path("/api/images")
@Blocking
public class ImagesResource {

  // An image's name says what it shows, so it never changes.
  private static final String FOREVER = "public, max-age=31536000, immutable";

  private static final String RECIPE = "collapse-lab:recipe";

  private final Images images;

  ImagesResource(ArtifactStore store) {
    this.images = new Images(store);
  }

  /** The PNG of an image, its recipe inside. */
  @GET
  @Path("{key}")
  @Produces("image/png")
  public Response png(@PathParam("key") String key) {
    return forever(images.get(parse(key)), "image/png", key);
  }

  /** The recipe that the PNG of an image carries. */
  @GET
  @Path("{key}/recipe")
  @Produces(MediaType.APPLICATION_JSON)
  public Response recipe(@PathParam("key") String key) {
    String recipe =
        Png.text(images.get(parse(key)), RECIPE, key)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        Response.Status.NOT_FOUND, "image " + key + " carries no recipe"));
    return forever(recipe, MediaType.APPLICATION_JSON, key + "-recipe");
  }

  private static Response forever(Object content, String type, String tag) {
    return Response.ok(content, type)
        .header(HttpHeaders.CACHE_CONTROL, FOREVER)
        .tag(new EntityTag(tag))
        .build();
  }

  private static Key parse(String key) {
    if (!Key.matches(key)) {
      throw ProblemException.parameter(
          "key", "expected 64 lower-case hexadecimal digits but found '" + key + "'");
    }
    return Key.parse(key);
  }
}
