package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pattern is written in the form that requests have, or it would match none. */
class PathPatternTest {

  @ParameterizedTest
  @CsvSource({
    "/v1/x,   /v1/x,    true",
    "/v1/x,   /v1/x/,   false",
    "/v1/x,   /v1/xy,   false",
    "/v1/*,   /v1/x,    true",
    "/v1/*,   /v1/,     true",
    "/v1/*,   /v1,      false",
    "/v1*,    /v12,     true",
    "/*,      /,        true",
    "/a%2F*,  /a%2Fb,   true",
    "/a%2F*,  /a/b,     false"
  })
  void itMatchesAllPathsThatBeginLikeItOrOne(String pattern, String path, boolean matches) {
    assertThat(new PathPattern(pattern).matches(path)).isEqualTo(matches);
    assertThat(new PathPattern(pattern)).hasToString(pattern);
    assertThat(new PathPattern(pattern).isPrefix()).isEqualTo(pattern.endsWith("*"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*x      | a `*` stands at the end only",
        "/a*b    | a `*` stands at the end only",
        "/a**    | a `*` stands at the end only",
        "*       | the request target does not begin with `/`",
        "a       | the request target does not begin with `/`",
        "/a//b   | the path holds an empty segment",
        "/a/../b | requests have the canonical form `/b`",
        "/%41*   | requests have the canonical form `/Ax`",
        "/a%2fb  | requests have the canonical form `/a%2Fb`",
        "/a b    | the path holds a character that a path may not hold"
      })
  void whatNoRequestHasIsRefused(String pattern, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PathPattern(pattern))
        .withMessage(why);
  }
}
