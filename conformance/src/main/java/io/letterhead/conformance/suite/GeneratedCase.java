package io.letterhead.conformance.suite;

import io.letterhead.conformance.WireField;
import io.letterhead.policy.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A policy and callers' requests that somebody has made up, for a {@link Law}. Immutable.
 *
 * @param roles what the policy says of the {@link #NAMES}, by their order
 * @param requests the requests; at least one
 */
public record GeneratedCase(List<Role> roles, List<CallerRequest> requests) {

  /** The names that generated policies speak of. */
  public static final List<String> NAMES =
      List.of("X-Alpha", "X-Beta", "Gamma", "X-Delta-Id", "Epsilon9");

  public GeneratedCase {
    roles = List.copyOf(roles);
    requests = List.copyOf(requests);
    if (roles.size() != NAMES.size() || requests.isEmpty()) {
      throw new IllegalArgumentException("a case has a role for each name, and a request");
    }
  }

  /** The policy; each has the credential. */
  SuitePolicy policy() {
    SuitePolicy policy = SuitePolicy.ONLY_CREDENTIAL;
    for (int i = 0; i < NAMES.size(); i++) {
      Optional<Rule> rule = roles.get(i).rule(NAMES.get(i));
      policy = rule.isPresent() ? policy.with(rule.get()) : policy;
    }
    return policy;
  }

  /** The names that the policy writes, and what it writes there. */
  Map<String, String> written() {
    Map<String, String> written = new TreeMap<>();
    written.put(SuitePolicy.SLOT, SuitePolicy.CREDENTIAL);
    for (int i = 0; i < NAMES.size(); i++) {
      if (roles.get(i) == Role.SET) {
        written.put(NAMES.get(i), Role.VALUE);
      }
    }
    return written;
  }

  /** What is to reach the origin if the request does: by folded name, lines of one name joined. */
  Map<String, String> expected(CallerRequest request) {
    Map<String, String> expected = new TreeMap<>();
    written().forEach((name, value) -> expected.put(WireField.fold(name), value));
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i);
      Role role = roles.get(i);
      Optional<String> to = role.leavesAs(name);
      if (role != Role.SET && to.isPresent()) {
        List<String> values =
            request.fields().stream()
                .filter(field -> field.foldedName().equals(WireField.fold(name)))
                .filter(field -> !isNominated(field, request))
                .map(field -> WireField.trim(field.value()))
                .toList();
        if (!values.isEmpty()) {
          expected.put(WireField.fold(to.get()), String.join(", ", values));
        }
      }
    }
    return expected;
  }

  /** Whether the caller says that it is for the next hop alone (RFC 9110, section 7.6.1). */
  private static boolean isNominated(WireField field, CallerRequest request) {
    return request.fields().stream()
        .filter(each -> each.isNamed("Connection"))
        .flatMap(each -> Stream.of(each.value().split(",", -1)))
        .anyMatch(option -> WireField.fold(WireField.trim(option)).equals(field.foldedName()));
  }

  /** The folded names that a generated policy speaks of, or could. */
  static List<String> spokenOf() {
    return Stream.concat(
            Stream.of(SuitePolicy.SLOT), NAMES.stream().flatMap(n -> Stream.of(n, n + "-Renamed")))
        .map(WireField::fold)
        .toList();
  }

  /** The policy and the requests, every byte told. */
  @Override
  public String toString() {
    return PolicyText.of(policy().model("http://127.0.0.1:8001" + SuitePolicy.BASE_PATH))
        + requests.stream()
            .map(request -> "request: " + Shown.text(request.lines()))
            .collect(Collectors.joining("\n"));
  }
}
