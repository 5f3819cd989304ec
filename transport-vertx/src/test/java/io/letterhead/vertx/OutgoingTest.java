package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.Owner;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** The last look before bytes: what is written is what was decided. */
final class OutgoingTest {

  private final PolicyGeneration generation = Policies.anthropic("http://127.0.0.1:9");
  private final ProviderPolicy provider =
      generation.policy().providers().values().iterator().next();
  private final MultiMap head = HttpHeaders.headers();

  private Outgoing decided() {
    OutboundHead fields = new OutboundHead();
    RequestHead asked =
        RequestHead.builder("GET", RequestTarget.parse("/v1/x")).add("x-api-key", "evil").build();
    assertThat(generation.evaluate(provider, asked, fields)).isInstanceOf(Decision.Forward.class);
    return new Outgoing(
        generation,
        provider,
        provider.classes().get(0),
        "GET",
        "/v1/x",
        fields,
        Framing.NONE,
        null);
  }

  /** A request of which nothing but the version and the head is asked. */
  private HttpClientRequest request() {
    return (HttpClientRequest)
        Proxy.newProxyInstance(
            HttpClientRequest.class.getClassLoader(),
            new Class<?>[] {HttpClientRequest.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isIn("headers", "version");
              return method.getName().equals("version") ? HttpVersion.HTTP_1_1 : head;
            });
  }

  @Test
  void theSealHoldsForWhatWasDecided() {
    assertThat(decided().writeTo(request())).isTrue();
    assertThat(head.getAll("x-api-key")).containsExactly(Policies.SECRET);
  }

  @Test
  void theSealBreaksWhereSomethingElseWroteASealedName() {
    head.add("X-Api_Key", "evil");
    assertThat(decided().writeTo(request())).isFalse();
  }

  @Test
  void theSealBreaksWhereSomethingElseWroteAReservedName() {
    head.add("authorization", "Bearer evil");
    assertThat(decided().writeTo(request())).isFalse();
  }

  @Test
  void theSealBreaksWhereTheCredentialIsWrittenTwice() {
    head.add("x-api-key", Policies.SECRET);
    assertThat(decided().writeTo(request())).isFalse();
  }

  @Test
  void callersFieldsAreNoneOfTheSealsBusiness() {
    Outgoing outgoing = decided();
    outgoing.fields().leaves("anthropic-beta", "b", Owner.CALLER);
    assertThat(outgoing.writeTo(request())).isTrue();
  }
}
