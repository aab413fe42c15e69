package org.collapselab.evaluator.api;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.event.Purpose;
import org.collapselab.evaluator.readmodel.ImageFacts;
import org.collapselab.evaluator.readmodel.ImageFilter;
import org.collapselab.evaluator.readmodel.LossCurve;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The experiments. */
@Path("/api/experiments")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ExperimentsResource {

  static final String YAML = "application/yaml";

  private final Submissions submissions;
  private final Specs specs;
  private final ExperimentReader reader;
  private final Documents documents;

  ExperimentsResource(
      Submissions submissions, Specs specs, ExperimentReader reader, Documents documents) {
    this.submissions = submissions;
    this.specs = specs;
    this.reader = reader;
    this.documents = documents;
  }

  /** Takes a resolved experiment on: 201 if it is new, 200 if it was submitted before. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response submit(byte[] body, @Context UriInfo uri) {
    return answer(submissions.submit(body), uri);
  }

  /** Takes on the experiment that a spec describes, whose model and data set are keys. */
  @POST
  @Consumes(YAML)
  public Response submitSpec(byte[] yaml, @Context UriInfo uri) {
    return answer(submissions.submit(specs.resolve(yaml)), uri);
  }

  private Response answer(Submissions.Submission submission, UriInfo uri) {
    ExperimentView view = known(submission.id());
    return submission.isNew()
        ? Response.created(uri.getAbsolutePathBuilder().path(submission.id()).build())
            .entity(view)
            .build()
        : Response.ok(view).build();
  }

  /** All experiments, the latest first. */
  @GET
  public List<ExperimentSummary> all() {
    return reader.all();
  }

  /** An experiment and how far it has come. */
  @GET
  @Path("{id}")
  @APIResponseSchema(ExperimentView.class)
  public Response view(@PathParam("id") String id, @Context Request request) {
    return documents.unlessKnown(request, known(id)).build();
  }

  /** Cancels an experiment; one that has ended otherwise cannot be. */
  @DELETE
  @Path("{id}")
  public void cancel(@PathParam("id") String id) {
    submissions.cancel(id);
  }

  /** The metrics of an experiment, as JSON or as comma-separated values. */
  @GET
  @Path("{id}/metrics")
  @Produces({MediaType.APPLICATION_JSON, MetricsCsv.MEDIA_TYPE})
  public Response metrics(
      @PathParam("id") String id,
      @QueryParam("format") Optional<String> format,
      @Context HttpHeaders headers,
      @Context Request request) {
    List<MetricView> metrics = reader.metrics(id).orElseThrow(() -> unknown(id));
    return isCsv(format, headers)
        ? Response.ok(MetricsCsv.of(metrics), MetricsCsv.MEDIA_TYPE).build()
        : documents.unlessKnown(request, metrics).type(MediaType.APPLICATION_JSON).build();
  }

  /** The loss curves of an experiment. */
  @GET
  @Path("{id}/training")
  public List<LossCurve> training(@PathParam("id") String id) {
    return reader.training(id).orElseThrow(() -> unknown(id));
  }

  /**
   * The images of an experiment; parameters that are left out do not matter.
   *
   * @param slot the first slot, or first prompt of an evaluation, whose images are wanted
   * @param slots how many of them
   */
  @GET
  @Path("{id}/images")
  public List<ImageFacts> images(
      @PathParam("id") String id,
      @QueryParam("condition") Optional<String> condition,
      @QueryParam("iteration") Optional<String> iteration,
      @QueryParam("purpose") Optional<String> purpose,
      @QueryParam("accepted") Optional<String> accepted,
      @QueryParam("slot") Optional<String> slot,
      @QueryParam("slots") Optional<String> slots) {
    ImageFilter filter =
        new ImageFilter(
            id,
            condition,
            iteration.map(text -> number("iteration", text)),
            accepted.map(ExperimentsResource::accepted),
            slot.map(text -> number("slot", text)).orElse(0),
            slots.map(text -> number("slots", text)).orElse(Integer.MAX_VALUE));
    return reader
        .images(filter, purpose.map(ExperimentsResource::purpose))
        .orElseThrow(() -> unknown(id));
  }

  private ExperimentView known(String id) {
    return reader.view(id).orElseThrow(() -> unknown(id));
  }

  static ProblemException unknown(String id) {
    return ProblemException.of(Response.Status.NOT_FOUND, "no experiment has the id '" + id + "'");
  }

  private static boolean isCsv(Optional<String> format, HttpHeaders headers) {
    if (format.isPresent()) {
      return switch (format.get()) {
        case "csv" -> true;
        case "json" -> false;
        default ->
            throw ProblemException.parameter(
                "format", "expected csv or json but found '" + format.get() + "'");
      };
    }
    MediaType csv = MediaType.valueOf(MetricsCsv.MEDIA_TYPE);
    for (MediaType accepted : headers.getAcceptableMediaTypes()) {
      if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        return false;
      }
      if (accepted.isCompatible(csv)) {
        return true;
      }
    }
    return false;
  }

  private static int number(String parameter, String text) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw ProblemException.parameter(
          parameter, "expected a whole number but found '" + text + "'");
    }
  }

  private static boolean accepted(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw ProblemException.parameter(
              "accepted", "expected true or false but found '" + text + "'");
    };
  }

  private static Purpose purpose(String text) {
    return switch (text) {
      case "training" -> Purpose.TRAINING;
      case "evaluation" -> Purpose.EVALUATION;
      default ->
          throw ProblemException.parameter(
              "purpose", "expected training or evaluation but found '" + text + "'");
    };
  }
}
