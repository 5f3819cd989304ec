package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.dsl.FuzzedRequest.Line;
import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.Rejection;
import io.letterhead.policy.RequestTarget;
import io.letterhead.policy.ResponseHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The guarantees, asserted of one request under one policy with nothing of the engine's. */
record EvaluationLaws(FuzzedPolicy policy, FuzzedRequest request) {

  /** Some names that no caller's field leaves under: of every list that ships. */
  private static final String RESERVED =
      "authorization|cookie|x-api-key|x-goog-api-key|api-key|forwarded|x-forwarded-.*|x-real-ip"
          + "|x-llamastack-provider-data|host|connection|content-length|transfer-encoding|te"
          + "|trailer|upgrade|keep-alive|proxy-.*|expect|sec-websocket-.*";

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern PLAIN = Pattern.compile("[\\t -~]*");

  static String folded(String name) {
    return name.replaceAll("[^0-9A-Za-z]", "-").toLowerCase(Locale.ROOT);
  }

  /** The same request gives the same again. */
  void checkAgain(Decision decision, OutboundHead out) {
    OutboundHead again = new OutboundHead();
    assertThat(policy.evaluate(request.head(), again)).isEqualTo(decision);
    assertThat(lines(again)).isEqualTo(lines(out));
  }

  /** A rejection shows names, and no value of the caller's or the gateway's. */
  void checkRejection(Rejection rejection) {
    String shown = rejection.toString();
    assertThat(shown).matches("[ -~]*");
    for (String word : List.of(FuzzedPolicy.KEY, "p4ssw0rd", FuzzedRequest.MARK)) {
      if (!request.names(word)) {
        assertThat(shown).doesNotContain(word);
      }
    }
  }

  /** The target stays below the base path and carries no credential. */
  void checkTarget(RequestTarget target) {
    String base = policy.provider().origin().basePath();
    assertThat(target.path()).isEqualTo(base + request.target().path());
    assertThat(target.query()).doesNotContainPattern("(?i)[?&;](key|api.key)=");
  }

  /**
   * Names are tokens, values plain; what the policy owns is there in its form, and nowhere else.
   */
  void checkFields(OutboundHead out) {
    Pattern sealed = Pattern.compile(RESERVED + "|" + policy.closed());
    Map<String, String> written = new TreeMap<>();
    for (Line line : lines(out)) {
      assertThat(line.name()).matches(TOKEN);
      assertThat(line.value()).matches(PLAIN);
      if (sealed.matcher(folded(line.name())).matches()) {
        assertThat(written.put(folded(line.name()), line.value())).as(line.name()).isNull();
      }
    }
    assertThat(written).isEqualTo(new OwnFields(policy, request).expected());
    checkGuards(out);
    assertThat(
            policy
                .provider()
                .sealHolds(
                    out,
                    lines(out).stream().map(line -> Map.entry(line.name(), line.value())).toList()))
        .isTrue();
  }

  /** Whatever comes back, the gateway's secret is not in what goes on. */
  void checkResponse() {
    ResponseHead.Builder head = ResponseHead.builder(200);
    request.lines().forEach(line -> head.add(line.name(), line.value()));
    OutboundHead out = new OutboundHead();
    if (policy.evaluateResponse(request.head(), head.build(), out).isEmpty()) {
      for (Line line : lines(out)) {
        assertThat(line.name()).matches(TOKEN).doesNotContain(FuzzedPolicy.KEY);
        assertThat(line.value()).doesNotContainPattern("[\\r\\n\\x00]");
        assertThat(line.value()).doesNotContain(FuzzedPolicy.KEY);
      }
    }
  }

  private void checkGuards(OutboundHead out) {
    if (policy != FuzzedPolicy.PLAIN) {
      return;
    }
    for (Line line : lines(out)) {
      switch (folded(line.name())) {
        case "x-kind" -> assertThat(line.value()).isIn("free", "paid");
        case "x-short" -> assertThat(line.value()).hasSizeLessThan(5);
        default -> assertThat(line.name()).isNotEqualTo("X-Tenant");
      }
    }
  }

  private static List<Line> lines(OutboundHead out) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < out.size(); i++) {
      lines.add(new Line(out.name(i), out.value(i)));
    }
    return lines;
  }
}
