package org.collapselab.evaluator.api;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.collapselab.evaluator.watch.Part;
import org.jboss.resteasy.reactive.ResponseHeader;

/**
 * The experiments as server-sent events: everything at first, then what changes, and a comment now
 * and then when nothing does.
 */
@Path("/api/experiments")
@Produces(MediaType.SERVER_SENT_EVENTS)
@Blocking
public class StreamResource {

  private final ExperimentWatch watch;
  private final ExperimentReader reader;

  StreamResource(ExperimentWatch watch, ExperimentReader reader) {
    this.watch = watch;
    this.reader = reader;
  }

  /** The list of experiments: {@code experiments}. */
  @GET
  @Path("stream")
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  public Multi<OutboundSseEvent> all(@Context Sse sse) {
    return watch.all().map(part -> event(sse, part));
  }

  /**
   * An experiment until it has ended: {@code view}, {@code metrics}, {@code training} (one for each
   * loss curve) and at last {@code end}.
   */
  @GET
  @Path("{id}/stream")
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  public Multi<OutboundSseEvent> one(@PathParam("id") String id, @Context Sse sse) {
    if (!reader.isKnown(id)) {
      throw ExperimentsResource.unknown(id);
    }
    return watch.one(id).map(part -> event(sse, part));
  }

  private static OutboundSseEvent event(Sse sse, Part part) {
    OutboundSseEvent.Builder event = sse.newEventBuilder();
    return part.equals(Part.NO_NEWS)
        ? event.comment("no news").build()
        : event.name(part.kind()).data(String.class, part.json()).build();
  }
}
