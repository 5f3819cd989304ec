package io.letterhead.conformance.suite;

import io.letterhead.conformance.WireField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A requirement that holds for every policy and every request: chapter 11. */
public enum Law {
  /** What the policy writes is the same, whatever the caller sends. */
  NON_INTERFERENCE("LH-11.1") {
    @Override
    void check(Scene scene, GeneratedCase generated) throws Exception {
      for (CallerRequest request : generated.requests()) {
        Exchange exchange = scene.send(request);
        for (Received message : exchange.received()) {
          for (Map.Entry<String, String> written : generated.written().entrySet()) {
            if (!message.values(written.getKey()).equals(List.of(written.getValue()))) {
              exchange.has(written.getKey(), written.getValue());
            }
          }
        }
      }
    }
  },
  /** Each name has one owner: what leaves under it is the policy's, or the caller's by a rule. */
  SINGLE_OWNER("LH-11.2") {
    @Override
    void check(Scene scene, GeneratedCase generated) throws Exception {
      for (CallerRequest request : generated.requests()) {
        Exchange exchange = scene.send(request);
        for (Received message : exchange.received()) {
          Map<String, String> found = told(message);
          Map<String, String> expected = generated.expected(request);
          if (!found.equals(expected)) {
            throw exchange.failure(
                "the fields " + Shown.text(expected.toString()),
                "there are " + Shown.text(found.toString()),
                List.copyOf(found.keySet()));
          }
        }
      }
    }
  },
  /** The credential is in its slot at the provider's origin, and nowhere else. */
  CONFINEMENT("LH-11.3") {
    @Override
    void check(Scene scene, GeneratedCase generated) throws Exception {
      scene.answering(OriginScript.reflect());
      for (CallerRequest request : generated.requests()) {
        Exchange exchange = scene.send(request);
        for (Received message : exchange.received()) {
          if (count(message.bytes(), SuitePolicy.CREDENTIAL) != 1) {
            throw exchange.failure(
                "the credential once at the origin",
                "it is there otherwise",
                List.of(SuitePolicy.CREDENTIAL));
          }
        }
        String told =
            exchange.answer() == null
                ? String.valueOf(exchange.refusal())
                : exchange.answered().lines();
        if (told.contains(SuitePolicy.CREDENTIAL)) {
          throw exchange.failure(
              "no credential for the caller", "it is there", List.of(SuitePolicy.CREDENTIAL));
        }
      }
    }
  },
  /** One request in, at most one out, with its content. */
  FRAMING("LH-11.4") {
    @Override
    void check(Scene scene, GeneratedCase generated) throws Exception {
      for (CallerRequest request : generated.requests()) {
        Exchange exchange = scene.send(request);
        exchange.atMostOnce();
        if (!exchange.received().isEmpty()
            && !exchange.forwarded().content().equals(request.content())) {
          throw exchange.failure("the caller's content", "there is other content", List.of());
        }
      }
    }
  },
  /** Requests at once over one session leave as each does alone. */
  ISOLATION("LH-11.5") {
    @Override
    void check(Scene scene, GeneratedCase generated) throws Exception {
      for (Exchange exchange : scene.atOnce(generated.requests())) {
        for (Received message : exchange.received()) {
          Map<String, String> expected = generated.expected(exchange.request());
          if (!told(message).equals(expected)
              || !message.content().equals(exchange.request().content())) {
            throw exchange.failure(
                "the fields " + Shown.text(expected.toString()) + " and the caller's own content",
                "there are " + Shown.text(told(message).toString()),
                List.of());
          }
        }
      }
    }
  },
  /** The order of fields of several names, and the case of names, change nothing. */
  ORDER("LH-11.6") {
    @Override
    void check(Scene scene, GeneratedCase generated) throws Exception {
      for (CallerRequest request : generated.requests()) {
        Exchange exchange = scene.send(request);
        Exchange other = scene.send(respelled(request));
        if (exchange.received().isEmpty() != other.received().isEmpty()) {
          throw other.failure(
              "the same as in another order", "one of both does not leave", List.of());
        }
        for (Received message : other.received()) {
          if (!told(message).equals(told(exchange.forwarded()))) {
            throw other.failure(
                "the fields " + Shown.text(told(exchange.forwarded()).toString()),
                "in another order there are " + Shown.text(told(message).toString()),
                List.of());
          }
        }
      }
    }
  };

  private final String requirement;

  Law(String requirement) {
    this.requirement = requirement;
  }

  /** Whether a requirement is a law. */
  public static boolean isLaw(Requirement requirement) {
    return Arrays.stream(values()).anyMatch(law -> law.requirement.equals(requirement.id()));
  }

  /** The requirement that it is. */
  public Requirement requirement() {
    return Specification.shipped().requirement(requirement);
  }

  /**
   * Looks whether it holds for that policy and those requests.
   *
   * @throws ConformanceFailure if it does not
   * @throws Exception if that cannot be found out
   */
  abstract void check(Scene scene, GeneratedCase generated) throws Exception;

  /** What policies speak of in a message, by folded name, lines of one name joined. */
  static Map<String, String> told(Received message) {
    Map<String, String> told = new TreeMap<>();
    for (WireField field : message.fields()) {
      if (GeneratedCase.spokenOf().contains(field.foldedName())) {
        told.merge(field.foldedName(), field.value(), (first, next) -> first + ", " + next);
      }
    }
    return told;
  }

  /** Names in the other case and backwards, but for the order of the lines of one name. */
  static CallerRequest respelled(CallerRequest request) {
    Map<String, List<WireField>> byName = new TreeMap<>(Collections.reverseOrder());
    for (WireField field : request.fields()) {
      byName
          .computeIfAbsent(WireField.lowerCase(field.name()), name -> new ArrayList<>())
          .add(new WireField(WireField.lowerCase(field.name()), field.value()));
    }
    return new CallerRequest(
        request.method(),
        request.target(),
        byName.values().stream().flatMap(List::stream).toList(),
        request.content(),
        request.trailers());
  }

  private static int count(String text, String part) {
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      count++;
    }
    return count;
  }
}
