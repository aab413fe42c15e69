package org.collapselab.evaluator.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.collapselab.artifacts.MissingArtifactException;
import org.collapselab.artifacts.StoreUnavailableException;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.spec.SpecException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns exceptions into problem details. */
class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  Response map(ProblemException e) {
    return response(e.problem());
  }

  @ServerExceptionMapper
  Response map(ContractViolationException e) {
    return response(ProblemException.field(400, "Bad Request", e.field(), e.problem()));
  }

  @ServerExceptionMapper
  Response map(SpecException e) {
    List<Problem.FieldError> errors =
        e.problems().stream()
            .map(
                problem ->
                    new Problem.FieldError(
                        problem.field(), "line " + problem.line() + ": " + problem.expected()))
            .toList();
    return response(
        new Problem("about:blank", "Unprocessable Content", 422, e.getMessage(), errors));
  }

  @ServerExceptionMapper
  Response map(MissingArtifactException e) {
    return response(ProblemException.problem(404, "Not Found", e.getMessage()));
  }

  @ServerExceptionMapper
  Response map(StoreUnavailableException e) {
    return response(
        ProblemException.problem(503, "Service Unavailable", "the store does not answer"));
  }

  @ServerExceptionMapper
  Response map(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    if (status < 400) {
      return e.getResponse();
    }
    String title = e.getResponse().getStatusInfo().getReasonPhrase();
    return Response.fromResponse(e.getResponse())
        .type(Problem.MEDIA_TYPE)
        .entity(ProblemException.problem(status, title, e.getMessage()))
        .build();
  }

  // The log has the cause, the client the name to find it by.
  @ServerExceptionMapper
  Response map(Exception e) {
    String incident = UUID.randomUUID().toString();
    LOG.errorf(e, "Request failed, incident %s", incident);
    return response(
        ProblemException.problem(
            500, "Internal Server Error", "incident " + incident + " is in the service's log"));
  }

  private static Response response(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
  }
}
