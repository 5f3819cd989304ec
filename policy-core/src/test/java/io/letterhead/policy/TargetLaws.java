package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What holds of every text as a request target: it is refused, or it has one reading left. */
final class TargetLaws {

  private static final Provider PROVIDER =
      Provider.builder("p", Origin.parse("https://p.example"))
          .query(
              new QueryRules(
                  ImmutableList.of(Positioned.inCode("sig")),
                  ImmutableList.of(
                      new QueryRules.Default(
                          Positioned.inCode("api-version"), Positioned.inCode("1 &2")))))
          .build();
  private static final Policy POLICY = Policies.policy(PROVIDER);
  private static final CredentialParameters PARAMETERS = CredentialParameters.of(POLICY, PROVIDER);
  private static final Splitter QUERY = Splitter.onPattern("[&;]");

  private TargetLaws() {}

  static void check(String text) {
    RequestTarget target;
    try {
      target = RequestTarget.parse(text);
    } catch (RejectedException refused) {
      assertThat(refused.rejection().reason()).isEqualTo(Rejection.Reason.MALFORMED_TARGET);
      return;
    }
    assertThat(text).startsWith("/");
    assertThat(RequestTarget.parse(target.path() + target.query())).isEqualTo(target);
    checkPath(target.path());
    checkPrefixes(target);
    checkQuery(target.query());
  }

  /** However a server decodes and splits it, there is no dot segment and no control character. */
  private static void checkPath(String path) {
    assertThat(path).matches("/[!-~]*").doesNotContain("//", "\\", "?", "#", "%5C", "%5c", "%7F");
    assertThat(path).doesNotContainPattern("%(?![0-9A-F]{2}|2f)|%[01]");
    for (String segment : path.split("/|%2[Ff]", -1)) {
      assertThat(segment.split(";|%3B", -1)[0]).isNotEqualTo(".").isNotEqualTo("..");
    }
  }

  /** A prefix of whole segments leaves the rest, and no other prefix leaves anything. */
  private static void checkPrefixes(RequestTarget target) {
    String path = target.path();
    for (int end = 1; end < path.length(); end++) {
      boolean whole = path.charAt(end) == '/';
      assertThat(target.after(path.substring(0, end)).map(RequestTarget::path))
          .isEqualTo(whole ? Optional.of(path.substring(end)) : Optional.empty());
    }
    assertThat(target.after(path).orElseThrow().path()).isEqualTo("/");
    assertThat(target.after("").orElseThrow()).isEqualTo(target);
    assertThat(target.after(path + "/x")).isEmpty();
  }

  /** What is left of a query is the caller's, in order, without a credential under any spelling. */
  private static void checkQuery(String query) {
    List<String> removed = new ArrayList<>();
    String applied = PARAMETERS.applied(query, sink(removed));
    List<String> left = parameters(applied);
    List<String> sent = parameters(query);

    assertThat(applied).matches("\\?[!-~]*");
    assertThat(left).noneMatch(TargetLaws::isRemoved);
    assertThat(removed).hasSize((int) sent.stream().filter(TargetLaws::isRemoved).count());
    List<String> kept = sent.stream().filter(parameter -> !isRemoved(parameter)).toList();
    boolean versioned =
        kept.stream().anyMatch(p -> CredentialParameters.folded(name(p)).equals("api-version"));
    assertThat(left.subList(0, left.size() - (versioned ? 0 : 1))).isEqualTo(kept);
    assertThat(versioned || left.get(left.size() - 1).equals("api-version=1%20%262")).isTrue();
    assertThat(PARAMETERS.applied(applied, sink(new ArrayList<>()))).isEqualTo(applied);
  }

  private static List<String> parameters(String query) {
    return query.isEmpty() ? List.of() : QUERY.splitToList(query.substring(1));
  }

  private static boolean isRemoved(String parameter) {
    return CredentialParameters.isCredential(POLICY, name(parameter))
        && !CredentialParameters.folded(name(parameter)).equals("sig");
  }

  private static String name(String parameter) {
    return URLDecoder.decode(parameter.split("=", 2)[0], StandardCharsets.UTF_8);
  }

  private static FieldSink sink(List<String> removed) {
    return new FieldSink() {
      @Override
      public void leaves(String name, String value, Owner owner) {}

      @Override
      public void parameterRemoved(String name) {
        removed.add(name);
      }
    };
  }
}
