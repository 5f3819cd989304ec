package io.letterhead.vertx;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.FieldName;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/**
 * Which web pages may read answers, by the CORS protocol (Fetch, section 3.2). Immutable.
 *
 * <p>Credentials mode is never granted: callers authenticate by a field that the page's code sets,
 * and no cookie passes the gateway.
 */
final class Cors {

  /** No page may. */
  static final Cors OFF = new Cors(ImmutableSet.of());

  private static final Splitter LIST =
      Splitter.on(',').trimResults(CharMatcher.anyOf(" \t")).omitEmptyStrings();
  private static final String METHOD = "Access-Control-Request-Method";
  private static final String FIELDS = "Access-Control-Request-Headers";
  private static final String SECONDS = "600";

  private final ImmutableSet<String> origins;

  Cors(ImmutableSet<String> origins) {
    this.origins = origins;
  }

  /** Whether the gateway does CORS: then providers' own words on it do not count. */
  boolean isOn() {
    return !origins.isEmpty();
  }

  /** The origin that answers to a request are open to, if there is one. */
  Optional<String> granted(MultiMap fields) {
    List<String> from = fields.getAll("Origin");
    return from.size() == 1 && origins.contains(from.get(0))
        ? Optional.of(from.get(0))
        : Optional.empty();
  }

  /** Whether a request from a listed origin is a preflight, to be answered here. */
  static boolean isPreflight(String method, MultiMap fields) {
    return method.equals("OPTIONS") && fields.getAll(METHOD).size() == 1;
  }

  /** Marks an answer as open to an origin, or as one that differs by origin. */
  void mark(MultiMap answer, Optional<String> origin) {
    if (isOn()) {
      answer.add("Vary", "Origin");
    }
    if (origin.isPresent()) {
      answer.set("Access-Control-Allow-Origin", origin.get());
      answer.set("Access-Control-Expose-Headers", "*");
    }
  }

  /** Grants what a preflight asks for; what may leave, the policy decides when it comes. */
  static void grant(MultiMap asked, MultiMap answer) {
    String method = asked.get(METHOD);
    if (FieldName.isToken(method) && !method.equals("CONNECT") && !method.equals("TRACE")) {
      answer.set("Access-Control-Allow-Methods", method);
    }
    List<String> fields = LIST.splitToList(String.join(",", asked.getAll(FIELDS)));
    if (!fields.isEmpty() && fields.stream().allMatch(FieldName::isToken)) {
      answer.set("Access-Control-Allow-Headers", String.join(", ", fields));
    }
    answer.set("Access-Control-Max-Age", SECONDS);
    answer.add("Vary", METHOD + ", " + FIELDS);
  }

  /** Whether a provider's field speaks of CORS. */
  static boolean isAbout(String name) {
    return Ascii.toLowerCase(name).startsWith("access-control-");
  }
}
