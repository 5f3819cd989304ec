package io.letterhead.policy;

import static io.letterhead.policy.Policies.inject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One form of a target, or none: what is matched is what is sent. */
class RequestTargetTest {

  private static final Pattern DECODED_CONTROL = Pattern.compile("[\\x00-\\x20\\x7F-\\uFFFF]");
  private static final Pattern ESCAPED_HAZARD =
      Pattern.compile("(?i)%(?:[01][0-9a-f]|7f|5c|2e|[46][1-9a-f]|[57][0-9a]|3[0-9]|2d|5f|7e)");

  @ParameterizedTest
  @CsvSource({
    "/,                      /",
    "/v1/chat,               /v1/chat",
    "/v1/chat/,              /v1/chat/",
    "/%41%7a%30,             /Az0",
    "/%2d%2E%5f%7E,          /-._~",
    "/a%3ab%e2%82%ac,        /a%3Ab%E2%82%AC",
    "/a:b@c!$&'()*+;=,       /a:b@c!$&'()*+;=",
    "/a%20b,                 /a%20b",
    "/%252e%252e/a,          /%252e%252e/a",
    "/%252F,                 /%252F",
    "/a/./b,                 /a/b",
    "/a/../b,                /b",
    "/a/%2e%2E/b,            /b",
    "/a/.%2e/b,              /b",
    "/a/%2E/b,               /a/b",
    "/a/b/..,                /a/",
    "/a/b/.,                 /a/b/",
    "/a/b/../,               /a/",
    "/..,                    /",
    "/.,                     /",
    "/../../../etc/passwd,   /etc/passwd",
    "/a/../../b,             /b",
    "/...,                   /...",
    "/.a/..b/c..,            /.a/..b/c..",
  })
  void aPathHasOneForm(String sent, String canonical) {
    assertThat(RequestTarget.parse(sent).path()).isEqualTo(canonical);
  }

  @Test
  void aCommaInAPathStays() {
    assertThat(RequestTarget.parse("/a,b").path()).isEqualTo("/a,b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "?",
        "a",
        "http://origin.example/a",
        "//evil.example/a",
        "origin.example:443",
        "/a//b",
        "/a//",
        "/a/..//b",
        "/\\evil.example",
        "\\evil",
        "/a\\..\\b",
        "/a%5Cb",
        "/a%5cb",
        "/%00",
        "/a%0d%0aHost: b",
        "/%0A",
        "/%09",
        "/%1f",
        "/%7F",
        "/%",
        "/%4",
        "/%zz",
        "/%4g",
        "/%g4",
        "/%%34",
        "/% 41",
        "/%+1",
        "/%-1",
        "/%4\uFF11",
        "/%\uFF141",
        "/a b",
        "/a\r\nX: y",
        "/a\tb",
        "/a\0",
        "/a\u007f",
        "/\u00e9",
        "/\u2025/a",
        "/\uFF0e\uFF0e/a",
        "/a#b",
        "/a#",
        "/a\"b",
        "/a<b>",
        "/a[0]",
        "/a{b}",
        "/a|b",
        "/a^b",
        "/a`b"
      })
  void whatTwoServersCouldReadInTwoWaysIsRefused(String sent) {
    assertThat(refusal(sent).reason()).isEqualTo(Rejection.Reason.MALFORMED_TARGET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/..;/b",
        "/a/..;x=y/b",
        "/a/.;/b",
        "/..;",
        "/a/%2e%2e;/b",
        "/a/..%3B/b",
        "/a/%2E%2e%3bx/b",
        "/a%2F..;/b"
      })
  void aDotSegmentWithAParameterIsRefusedAsSomeServersTakeTheParameterOff(String sent) {
    assertThat(refusal(sent).reason()).isEqualTo(Rejection.Reason.MALFORMED_TARGET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a;v=1/b", "/a..;b/c", "/...;a", "/a%3B", "/;a"})
  void aParameterOfAnotherSegmentPasses(String sent) {
    assertThat(RequestTarget.parse(sent).path()).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/a%2Fb", "/a%2fb", "/%2F", "/a%2F%2Fb", "/a%2F.b/c%2f..d", "/a%2F...%2Fb"})
  void anEscapedSlashStaysAsSent(String sent) {
    RequestTarget target = RequestTarget.parse(sent);

    assertThat(target.path()).isEqualTo(sent);
    assertThat(target.hasEncodedSlash()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a%2F..",
        "/a%2f.",
        "/..%2Fa",
        "/.%2Fa",
        "/a%2F..%2Fb",
        "/a%2f%2e%2E%2fb",
        "/a/b%2F%2e/c",
        "/a%2F.%2f..%2Fb"
      })
  void anEscapedSlashThatHidesADotSegmentIsRefused(String sent) {
    assertThat(refusal(sent).reason()).isEqualTo(Rejection.Reason.MALFORMED_TARGET);
  }

  @Test
  void anEscapedSlashPassesOnlyWhereTheProviderSaysSo() {
    Rule inject = inject("Authorization", "key", "bearer");
    Exchange strict = Exchange.under(inject);
    Exchange lenient = Exchange.under(Policies.policy(passingEncodedSlashes(inject)));

    assertThat(strict.request("GET", "/a%2fb").reason()).isEqualTo("malformed-target");
    assertThat(strict.request("GET", "/a/b?c=%2F").target()).isEqualTo("/a/b?c=%2F");
    assertThat(lenient.request("GET", "/a%2fb").target()).isEqualTo("/base/a%2fb");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?",
        "?a=b&c",
        "?a=%2e%2E/../%5c%00%0d%41",
        "?a=//b?c",
        "?q=[1]{2}|3^4`5\"6<7>",
        "?%c3%a9",
        "?;&=+"
      })
  void aQueryStaysAsSent(String query) {
    RequestTarget target = RequestTarget.parse("/a/../b" + query);

    assertThat(target.query()).isEqualTo(query);
    assertThat(target.path()).isEqualTo("/b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?%",
        "?a=%4",
        "?%zz",
        "?%4\uFF11",
        "?a b",
        "?a\r\nX: y",
        "?a\tb",
        "?a\0",
        "?a\u007f",
        "?\u00e9",
        "?a#b",
        "?a\\b"
      })
  void aQueryThatIsNoneIsRefused(String query) {
    assertThat(refusal("/a" + query).reason()).isEqualTo(Rejection.Reason.MALFORMED_TARGET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/k3y\\", "/k3y%zz", "/a?key=k3y#", "k3y", "//k3y", "/k3y%00", "/k3y%2F.."})
  void aRefusalShowsNothingOfTheTarget(String sent) {
    RejectedException refused =
        catchThrowableOfType(RejectedException.class, () -> RequestTarget.parse(sent));

    assertThat(refused).hasMessageNotContaining("k3y").hasNoCause();
    assertThat(refused.rejection().toString()).doesNotContain("k3y");
  }

  @Test
  void aTargetShowsItsPathButNotItsQuery() {
    assertThat(RequestTarget.parse("/a/./b?token=k3y")).hasToString("/a/b");
  }

  @ParameterizedTest
  @CsvSource({
    "/vllm/v1/chat, /vllm,    /v1/chat",
    "/vllm,         /vllm,    /",
    "/vllm/,        /vllm,    /",
    "/vllm/a,       /vllm/a,  /",
    "/vllm/a/,      '',       /vllm/a/",
    "/vllm/a%2Fb,   /vllm,    /a%2Fb",
  })
  void aRouteTakesItsSegmentsOff(String sent, String prefix, String left) {
    assertThat(RequestTarget.parse(sent + "?q=1").after(prefix))
        .contains(RequestTarget.parse(left + "?q=1"));
  }

  @ParameterizedTest
  @CsvSource({
    "/vllm2/v1,        /vllm",
    "/vllm-x,          /vllm",
    "/vllm%2Fv1,       /vllm",
    "/VLLM/v1,         /vllm",
    "/vllm/../openai,  /vllm",
    "/,                /vllm",
    "/v,               /vllm",
    "/a/vllm,          /vllm",
  })
  void aRouteTakesWholeSegmentsOnly(String sent, String prefix) {
    assertThat(RequestTarget.parse(sent).after(prefix)).isEmpty();
  }

  @Test
  void anEscapedSlashIsStillKnownBehindTheRoute() {
    assertThat(RequestTarget.parse("/p/a%2Fb").after("/p"))
        .hasValueSatisfying(left -> assertThat(left.hasEncodedSlash()).isTrue());
  }

  @Test
  void aQueryStaysAsItIsSentTheFirstOfItsMarksToo() {
    for (char mark : "-._~!$&'()*+,;=:@/?[]{}|^`\"<>".toCharArray()) {
      assertThat(RequestTarget.parse("/?a" + mark + "b").query()).isEqualTo("?a" + mark + "b");
    }
  }

  @Test
  void equalTargetsAreEqual() {
    assertThat(RequestTarget.parse("/%61/./b?c"))
        .isEqualTo(RequestTarget.parse("/a/b?c"))
        .hasSameHashCodeAs(RequestTarget.parse("/a/b?c"))
        .isNotEqualTo(RequestTarget.parse("/a/b?d"))
        .isNotEqualTo(RequestTarget.parse("/a/b"))
        .isNotEqualTo("/a/b?c");
  }

  @SuppressWarnings({"DataFlowIssue", "NullAway"})
  @Test
  void nullIsNoTarget() {
    assertThatNullPointerException().isThrownBy(() -> RequestTarget.parse(null));
    assertThatNullPointerException().isThrownBy(() -> RequestTarget.parse("/").after(null));
  }

  @Property(tries = 20_000)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void aCanonicalTargetStaysAsItIsAndHidesNothing(@ForAll("targets") String sent) {
    Statistics.coverage(
        coverage -> {
          coverage.check("as sent").percentage(share -> share > 2);
          coverage.check("rewritten").percentage(share -> share > 2);
        });
    RequestTarget target;
    try {
      target = RequestTarget.parse(sent);
    } catch (RejectedException e) {
      Statistics.collect("refused");
      return;
    }
    Statistics.collect(target.path().equals(sent) ? "as sent" : "rewritten");
    String path = target.path();
    assertThat(RequestTarget.parse(path + target.query())).isEqualTo(target);
    assertThat(path).startsWith("/").doesNotContain("//", "/./", "/../", "\\");
    assertThat(path + "/").doesNotContain("/./", "/../");
    assertThat(path).doesNotContainPattern(DECODED_CONTROL);
    assertThat(path).doesNotContainPattern(ESCAPED_HAZARD);
    assertThat(sent).endsWith(target.query());
  }

  @Provide
  Arbitrary<String> targets() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "/", "/", "/", ".", "..", "%2e", "%2E", "%2F", "%2f", "%5C", "\\", "%", "%00", "%0d",
            "%41", "%7e", "%25", "%3b", ";", "a", "b", "?", "&", "#", " ", "\r\n", "\u00e9", "%c0");
    return pieces.list().ofMaxSize(12).map(list -> "/" + String.join("", list));
  }

  private static Rejection refusal(String sent) {
    return catchThrowableOfType(RejectedException.class, () -> RequestTarget.parse(sent))
        .rejection();
  }

  private static Provider passingEncodedSlashes(Rule rule) {
    return Provider.builder("p", Origin.parse("https://p.example/base"))
        .encodedSlash(true)
        .rules(Rules.of(rule))
        .build();
  }
}
