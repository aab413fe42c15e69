package org.collapselab.evaluator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Listens to a stream of server-sent events until it ends or is closed. */
final class ServerSentEvents implements AutoCloseable {

  /** An event and its data. */
  record Message(String event, String data) {}

  private final List<Message> messages = new ArrayList<>();
  private final Stream<String> lines;
  private final Thread reader;
  private volatile boolean closed;

  ServerSentEvents(URI uri) throws IOException, InterruptedException {
    HttpResponse<Stream<String>> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri).header("Accept", "text/event-stream").build(),
                HttpResponse.BodyHandlers.ofLines());
    if (response.statusCode() != 200) {
      throw new IOException(uri + " answers " + response.statusCode());
    }
    lines = response.body();
    reader = new Thread(this::read, "server-sent-events");
    reader.start();
  }

  private void read() {
    try {
      read(lines.iterator());
    } catch (UncheckedIOException e) {
      if (!closed) {
        throw e;
      }
    }
  }

  private void read(Iterator<String> text) {
    String event = "";
    while (text.hasNext()) {
      String line = text.next();
      if (line.startsWith("event:")) {
        event = line.substring("event:".length()).strip();
      } else if (line.startsWith("data:")) {
        add(new Message(event, line.substring("data:".length()).strip()));
      }
    }
  }

  private synchronized void add(Message message) {
    messages.add(message);
  }

  /** The data of the events of this name so far. */
  synchronized List<String> of(String event) {
    return messages.stream().filter(m -> m.event().equals(event)).map(Message::data).toList();
  }

  /** The names of all events so far, in their order. */
  synchronized List<String> names() {
    return messages.stream().map(Message::event).toList();
  }

  boolean hasEnded() {
    return !reader.isAlive();
  }

  @Override
  public void close() {
    closed = true;
    lines.close();
  }
}
