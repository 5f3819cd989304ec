package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a policy tells of a request beside its fields: where it is known, and like any value. */
class RequestFactTest {

  private static final RequestTarget TARGET = RequestTarget.parse("/v1/x?key=m4rk3r");

  @ParameterizedTest
  @CsvSource({
    "CLIENT_ADDRESS, client-address, 192.0.2.7",
    "SCHEME,         scheme,         https",
    "HOST,           host,           gateway.example",
    "CALLER_ID,      caller-id,      team-a"
  })
  void eachFactIsWrittenAsTheRequestHasIt(RequestFact fact, String id, String value) {
    RequestHead head = head().build();

    assertThat(fact.id()).isEqualTo(id);
    assertThat(head.fact(fact)).isEqualTo(value);
    assertThat(telling(fact).send(head).fields()).containsExactly("X-Forwarded-Told: " + value);
  }

  @ParameterizedTest
  @EnumSource(RequestFact.class)
  void whatIsNotKnownIsNotWritten(RequestFact fact) {
    assertThat(telling(fact).send(RequestHead.builder("GET", TARGET).build()).fields()).isEmpty();
  }

  @Test
  void aFactThatIsNoPlainValueRejects() {
    Exchange telling = telling(RequestFact.HOST);

    assertThat(telling.send(head().host("a\r\nb").build()).reason()).isEqualTo("malformed-value");
    assertThat(telling.send(head().host("\u00e9").build()).reason()).isEqualTo("non-ascii");
  }

  @Test
  void aHeadShowsNeitherItsFactsNorAValue() {
    RequestHead head = head().add("X-A", "m4rk3r").build();

    assertThat(head).hasToString("GET /v1/x [X-A]");
    assertThat(ResponseHead.builder(204).add("X-A", "m4rk3r").build()).hasToString("204 [X-A]");
  }

  @Test
  void aHeadShowsItsLinesInTheirOrder() {
    RequestHead request = head().add("X-A", "1").add("x-a", "2").build();
    ResponseHead response = ResponseHead.builder(404).add("X-B", "1").add("x-b", "2").build();

    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.size()).isEqualTo(2);
    assertThat(request.name(1)).isEqualTo("x-a");
    assertThat(request.value(1)).isEqualTo("2");
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.size()).isEqualTo(2);
    assertThat(response.name(1)).isEqualTo("x-b");
    assertThat(response.value(1)).isEqualTo("2");
  }

  private static RequestHead.Builder head() {
    return RequestHead.builder("GET", TARGET)
        .caller("team-a")
        .clientAddress("192.0.2.7")
        .scheme("https")
        .host("gateway.example");
  }

  private static Exchange telling(RequestFact fact) {
    return Exchange.under(
        new Rule.Set(
            Operand.Name.of("X-Forwarded-Told"),
            new WrittenValue.FromRequest(fact),
            Terms.IN_CODE));
  }
}
