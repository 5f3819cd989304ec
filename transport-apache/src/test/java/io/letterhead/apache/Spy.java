package io.letterhead.apache;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.protocol.HttpContext;

/** What interceptors see of secrets while they run: the places where they saw one. */
final class Spy {

  private final ConcurrentLinkedQueue<String> places = new ConcurrentLinkedQueue<>();

  void look(String from, HttpMessage message) {
    for (Header field : message.getHeaders()) {
      if (("" + field.getValue()).contains(Policies.SECRET)) {
        places.add(from + ": field " + field.getName());
      }
    }
  }

  void look(String from, HttpContext context) {
    ContextTexts.of(HttpClientContext.cast(context))
        .forEach(
            (place, texts) -> {
              if (texts.stream().anyMatch(t -> t.contains(Policies.SECRET))) {
                places.add(from + ": the context's " + place);
              }
            });
  }

  /** What was seen until now; forgotten then. */
  List<String> places() {
    List<String> seen = List.copyOf(places);
    places.clear();
    return seen;
  }
}
