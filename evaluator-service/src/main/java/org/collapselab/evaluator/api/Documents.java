package org.collapselab.evaluator.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.collapselab.contracts.Key;

/** What the API answers, as text, with a name for what it says. */
@ApplicationScoped
class Documents {

  private final ObjectMapper mapper;

  Documents(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** The JSON of an answer. */
  String json(Object answer) {
    try {
      return mapper.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + answer.getClass(), e);
    }
  }

  /** A name for what an answer says: another whenever it says something else. */
  String tag(Object answer) {
    return Key.sha256(json(withoutTime(answer)).getBytes(UTF_8)).value().substring(0, 32);
  }

  /** The answer, or that the client has it: not its bytes, for the time in it is always another. */
  Response.ResponseBuilder unlessKnown(Request request, Object answer) {
    EntityTag tag = new EntityTag(tag(answer), true);
    Response.ResponseBuilder known = request.evaluatePreconditions(tag);
    return (known == null ? Response.ok(answer) : known).tag(tag);
  }

  private static Object withoutTime(Object answer) {
    return answer instanceof ExperimentView view ? view.at(Instant.EPOCH) : answer;
  }
}
