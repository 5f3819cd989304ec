package io.letterhead.dsl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.letterhead.dsl.FuzzedRequest.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stands under the names that a policy owns, for one request that is forwarded. */
record OwnFields(FuzzedPolicy policy, FuzzedRequest request) {

  private static final JsonFactory JSON = new JsonFactory();

  /** By folded name. */
  Map<String, String> expected() {
    Map<String, String> own = new TreeMap<>();
    String bearer = "Bearer " + FuzzedPolicy.KEY;
    switch (policy) {
      case PLAIN -> {
        own.put("authorization", bearer);
        own.put("x-source", "gateway");
        values("x-tenant").forEach(value -> own.put("x-tenant-id", value));
      }
      case CONDITIONS -> {
        own.put("authorization", request.caller().equals("key/a") ? bearer : basic());
        boolean first = request.target().path().startsWith("/v1/");
        own.put("x-team", first ? "first" : "other");
      }
      case DATA -> {
        own.put("authorization", brought(data("token"), bearer));
        own.put("x-forwarded-proto", "https");
        data("sub").forEach(value -> own.put("x-sub", value));
        if (!request.address().isEmpty()) {
          own.put("x-forwarded-for", request.address());
        }
      }
      case BRING -> {
        own.put("authorization", brought(values("x-my-key"), bearer));
        own.put("x-api-key", String.join("?", values("x-api-key")));
        if (request.method().equals("POST")) {
          own.put("x-stamp", "blue");
        }
      }
    }
    return own;
  }

  /** The values of the lines of a name that no {@code Connection} line nominates. */
  private List<String> values(String folded) {
    boolean nominated =
        request.lines().stream()
            .filter(line -> EvaluationLaws.folded(line.name()).equals("connection"))
            .flatMap(line -> Arrays.stream(line.value().split(",", -1)))
            .anyMatch(option -> EvaluationLaws.folded(option.strip()).equals(folded));
    return request.lines().stream()
        .filter(line -> !nominated && EvaluationLaws.folded(line.name()).equals(folded))
        .map(Line::value)
        .toList();
  }

  /** The text under a key of the caller's data, as Jackson reads it. */
  private List<String> data(String key) {
    List<String> carriers = values("x-llamastack-provider-data");
    if (carriers.isEmpty()) {
      return List.of();
    }
    String json = new String(carriers.get(0).getBytes(ISO_8859_1), UTF_8);
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals(key);
        parser.nextToken();
        if (found) {
          return List.of(parser.getText());
        }
        parser.skipChildren();
      }
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String brought(List<String> brought, String otherwise) {
    return brought.isEmpty()
        ? otherwise
        : "Bearer " + brought.get(0).replaceFirst("^(?i)bearer ", "");
  }

  private static String basic() {
    return "Basic " + Base64.getEncoder().encodeToString(FuzzedPolicy.PAIR.getBytes(US_ASCII));
  }
}
