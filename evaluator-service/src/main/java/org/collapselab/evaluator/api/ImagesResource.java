package org.collapselab.evaluator.api;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Images;
import org.collapselab.contracts.Key;

/** The generated images. */
@Path("/api/images")
@Blocking
public class ImagesResource {

  // An image's name says what it shows, so it never changes.
  private static final String FOREVER = "public, max-age=31536000, immutable";

  private final Images images;

  ImagesResource(ArtifactStore store) {
    this.images = new Images(store);
  }

  /** The PNG of an image, its recipe inside. */
  @GET
  @Path("{key}")
  @Produces("image/png")
  public Response png(@PathParam("key") String key) {
    if (!Key.matches(key)) {
      throw ProblemException.parameter(
          "key", "expected 64 lower-case hexadecimal digits but found '" + key + "'");
    }
    return Response.ok(images.get(Key.parse(key)), "image/png")
        .header(HttpHeaders.CACHE_CONTROL, FOREVER)
        .tag(new EntityTag(key))
        .build();
  }
}
