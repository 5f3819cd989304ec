package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every request is in one class, in which each condition holds for all or for none. */
class RequestClassesTest {

  static Condition.Matching matching(String methods, String paths, String callers) {
    return new Condition.Matching(
        words(methods),
        words(paths).stream().map(PathPattern::new).collect(ImmutableSet.toImmutableSet()),
        words(callers),
        Position.IN_CODE);
  }

  private static ImmutableSet<String> words(String text) {
    return text.isEmpty() ? ImmutableSet.of() : ImmutableSet.copyOf(text.split(" "));
  }

  private static RequestHead request(String method, String path, String caller) {
    RequestHead.Builder head = RequestHead.builder(method, RequestTarget.parse(path));
    return caller.isEmpty() ? head.build() : head.caller(caller).build();
  }

  @Test
  void aConditionHoldsInTheClassOfARequestIfItHoldsForTheRequest() {
    List<Condition.Matching> conditions =
        List.of(
            matching("GET", "", ""),
            matching("GET POST", "/v1/*", ""),
            matching("", "/v1/x /v2/* /v1/y*", "ada"),
            matching("DELETE", "/v1/x", "ada bob"),
            matching("", "", "bob"),
            matching("", "/*", ""));
    RequestClasses classes = RequestClasses.of(conditions);

    for (String method : List.of("GET", "POST", "DELETE", "PUT", "get", "X")) {
      for (String caller : List.of("", "ada", "bob", "eve")) {
        for (String path :
            List.of("/", "/v1", "/v1/", "/v1/x", "/v1/xx", "/v1/y", "/v1/yz", "/v2/a", "/v3")) {
          int found = classes.of(request(method, path, caller));
          for (Condition.Matching condition : conditions) {
            assertThat(classes.holding(condition).get(found))
                .as("%s %s %s: %s", method, path, caller, condition.summary())
                .isEqualTo(holds(condition, method, path, caller));
          }
        }
      }
    }
  }

  private static boolean holds(
      Condition.Matching condition, String method, String path, String caller) {
    boolean atPath =
        condition.paths().stream()
            .anyMatch(
                pattern ->
                    pattern.text().endsWith("*")
                        ? path.startsWith(pattern.text().replace("*", ""))
                        : path.equals(pattern.text()));
    return (condition.methods().isEmpty() || condition.methods().contains(method))
        && (condition.callers().isEmpty() || condition.callers().contains(caller))
        && (condition.paths().isEmpty() || atPath);
  }

  @Test
  void theSampleOfAClassIsInIt() {
    RequestClasses classes =
        RequestClasses.of(
            List.of(
                matching("GET POST", "/v1/* /v1/x* /v1/x", ""),
                matching("", "/v1/x0* /v1/xx* /v1/a/ /%2F*", "ada"),
                matching("PUT DELETE PATCH HEAD OPTIONS", "", "")));

    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      RequestClasses.Sample sample = classes.sample(i);
      found.add(classes.of(request(sample.method(), sample.path(), sample.caller())));
    }
    assertThat(found).hasSize(6).isEqualTo(IntStream.range(0, classes.size()).boxed().toList());
  }

  @Test
  void withoutConditionsThereIsOneClass() {
    RequestClasses classes = RequestClasses.of(List.of());

    assertThat(classes.size()).isOne();
    assertThat(classes.of(request("GET", "/v1", "ada"))).isZero();
    assertThat(classes.sample(0)).hasToString("GET /");
  }

  @Test
  void aSampleIsShownInFewWords() {
    RequestClasses classes = RequestClasses.of(List.of(matching("GET", "/v1/*", "ada")));

    assertThat(classes.size()).isEqualTo(2);
    assertThat(classes.sample(0)).hasToString("POST /v1/");
    assertThat(classes.sample(1)).hasToString("GET /v1/ from ada");
  }

  @Test
  void classesThatAreHandedOutAreCopies() {
    Condition.Matching condition = matching("GET", "", "");
    RequestClasses classes = RequestClasses.of(List.of(condition));
    BitSet before = classes.holding(condition);
    before.clear();

    assertThat(classes.holding(condition).cardinality()).isOne();
  }

  @Test
  void aThousandClassesAreTheMost() {
    assertThat(RequestClasses.of(methods(999)).size()).isEqualTo(RequestClasses.MAX_CLASSES);
    assertThatThrownBy(() -> RequestClasses.of(methods(1_000)))
        .isInstanceOf(RequestClasses.TooManyClassesException.class)
        .hasMessage("more than 1000 classes of requests");
  }

  @Test
  void tooManyCellsAreRefusedThoughTheirClassesAreFew() {
    String callers = String.join(" ", names(499));
    String methods = String.join(" ", names(999));
    assertThat(RequestClasses.of(List.of(matching(methods, "", callers))).size()).isEqualTo(2);
    String more = String.join(" ", names(707));
    assertThatThrownBy(() -> RequestClasses.of(List.of(matching(more, "", more))))
        .isInstanceOf(RequestClasses.TooManyClassesException.class);
  }

  private static List<Condition.Matching> methods(int count) {
    return names(count).stream().map(name -> matching(name, "", "")).toList();
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "M" + i).toList();
  }

  @Test
  void anEscapedSlashIsOneCharacterInTwoSpellings() {
    PathClasses paths = PathClasses.of(List.of(new PathPattern("/a%2Fb"), new PathPattern("/a*")));

    assertThat(paths.of("/a%2fb")).isEqualTo(paths.of("/a%2Fb"));
    assertThat(paths.of("/a%2Fb")).isNotEqualTo(paths.of("/a%2Fc"));
    assertThat(paths.of("/a%2fc")).isEqualTo(paths.of("/ab"));
    assertThat(paths.of("/b")).isNotEqualTo(paths.of("/ab"));
    assertThat(paths.size()).isEqualTo(3);
    for (int part = 0; part < paths.size(); part++) {
      assertThat(paths.of(paths.sample(part))).isEqualTo(part);
    }
  }

  @Test
  void everyExactPathIsAPartOfItsOwn() {
    PathClasses paths =
        PathClasses.of(
            List.of(new PathPattern("/a"), new PathPattern("/b"), new PathPattern("/c*")));

    assertThat(paths.sample(paths.of("/a"))).isEqualTo("/a");
    assertThat(paths.sample(paths.of("/b"))).isEqualTo("/b");
    for (int part = 0; part < paths.size(); part++) {
      assertThat(paths.of(paths.sample(part))).isEqualTo(part);
    }
  }

  @Test
  void theSampleOfAPartWhoseLiteralNoRequestMayHaveIsALongerOne() {
    PathClasses paths = PathClasses.of(List.of(new PathPattern("/a%2F..*")));
    String sample = paths.sample(paths.of("/a%2F..b"));

    assertThat(sample).startsWith("/a%2F..").hasSizeGreaterThan("/a%2F..".length());
    assertThat(RequestTarget.parse(sample).path()).isEqualTo(sample);
  }

  @Test
  void aPartWhoseLiteralIsTakenOrNotCanonicalHasALongerSample() {
    PathClasses paths =
        PathClasses.of(
            List.of(
                new PathPattern("/v*"),
                new PathPattern("/v"),
                new PathPattern("/vx*"),
                new PathPattern("/.*"),
                new PathPattern("/*"),
                new PathPattern("/")));

    List<String> samples = IntStream.range(0, paths.size()).mapToObj(paths::sample).toList();
    assertThat(samples).contains("/v", "/v0", "/vx", "/.x", "/x", "/");
    for (String sample : samples) {
      assertThat(RequestTarget.parse(sample).path()).isEqualTo(sample);
    }
  }
}
