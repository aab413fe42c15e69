package org.collapselab.evaluator.api;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Specs that are being written. */
@Path("/api/specs")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class SpecsResource {

  private final Specs specs;

  SpecsResource(Specs specs) {
    this.specs = specs;
  }

  /** Says what is wrong with a spec or, if nothing is, what it takes; changes nothing. */
  @POST
  @Path("check")
  @Consumes(ExperimentsResource.YAML)
  public SpecCheck check(byte[] yaml) {
    return specs.check(yaml);
  }
}
