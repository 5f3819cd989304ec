package io.letterhead.apache;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/**
 * All that an application can read from a request's context afterwards, as texts by their place.
 */
final class ContextTexts {

  private final Map<String, List<String>> texts = new TreeMap<>();

  private ContextTexts() {}

  static Map<String, List<String>> of(HttpClientContext context) {
    ContextTexts found = new ContextTexts();
    found.add("request", context.getRequest());
    found.add("response", context.getResponse());
    found.add("route", context.getHttpRoute());
    found.add("redirects", context.getRedirectLocations());
    found.add("token", context.getUserToken());
    found.add("authentication", context.getAuthExchanges());
    found.add("context", context.toString());
    attributes(context).forEach((name, value) -> found.add("attribute " + name, value));
    return found.texts;
  }

  private void add(String place, @Nullable Object value) {
    if (value instanceof HttpMessage message) {
      for (Header field : message.getHeaders()) {
        text(place + " " + field.getName(), "" + field.getValue());
      }
      text(place, message.toString());
    }
    if (value instanceof HttpRequest request) {
      text(place + " target", "" + request.getPath());
    }
    if (value instanceof HttpResponse response) {
      text(place + " reason", "" + response.getReasonPhrase());
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, held) -> add(place + " " + key, held));
    } else if (value instanceof Collection<?> collection) {
      collection.forEach(held -> add(place, held));
    } else {
      text(place, String.valueOf(value));
    }
  }

  private void text(String place, String text) {
    texts.computeIfAbsent(place, p -> new ArrayList<>()).add(text);
  }

  /** There is no way to ask a context which attributes it has. */
  private static Map<?, ?> attributes(HttpClientContext context) {
    try {
      Field field = HttpCoreContext.class.getDeclaredField("map");
      field.setAccessible(true);
      return field.get(context) instanceof Map<?, ?> map ? map : Map.of();
    } catch (ReflectiveOperationException changed) {
      throw new LinkageError(changed.getMessage(), changed);
    }
  }
}
