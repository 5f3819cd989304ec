package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.Operand;
import io.letterhead.policy.RequestFact;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Terms;
import io.letterhead.policy.WrittenValue;
import io.letterhead.vertx.callers.Callers;
import io.letterhead.vertx.callers.JwtIssuer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Callers with tokens of an identity provider, row by row of the behaviour map (A68 to A70). The
 * rules of tokens and key sets themselves have their tests beside their code.
 */
final class TokenRowsTest {

  static final String ISSUER = "https://idp.example";
  static final ECKey KEY = key("k1");
  private static final ECKey FOREIGN = key("k1");

  private RecordingOrigin origin;
  private RecordingOrigin keys;
  private Running running;

  @BeforeEach
  void start() {
    origin = RecordingOrigin.start();
    keys =
        RecordingOrigin.start(
            OriginAnswer.of(200).withBody("{\"keys\":[" + KEY.toPublicJWK().toJSONString() + "]}"));
    Rule caller =
        new Rule.Set(
            Operand.Name.of("X-Caller"),
            new WrittenValue.FromRequest(RequestFact.CALLER_ID),
            Terms.IN_CODE);
    running =
        RowGateway.before(
            origin, Running.config().withCallers(callers()), Policies.allow("X-*"), caller);
  }

  @AfterEach
  void close() {
    keys.close();
    running.close();
  }

  @Test
  void a68ATokenCountsOnlyIfItsIssuerSignedItForUsAndForNow() throws Exception {
    Instant later = Instant.now().plusSeconds(600);
    assertThat(ask(token(KEY, ISSUER, "gateway", later)).status()).isEqualTo(200);
    assertThat(RowGateway.received(origin).values("X-Caller")).containsExactly("jwt/alice");
    origin.forget();
    String good = token(KEY, ISSUER, "gateway", later);
    for (String bad :
        new String[] {
          token(FOREIGN, ISSUER, "gateway", later),
          token(KEY, "https://evil.example", "gateway", later),
          token(KEY, ISSUER, "another", later),
          token(KEY, ISSUER, "gateway", Instant.now().minusSeconds(600)),
          good.substring(0, good.lastIndexOf('.') + 1),
          good + "x"
        }) {
      assertThat(RowGateway.code(ask(bad), 401)).isEqualTo("bad-caller-credential");
    }
    assertThat(origin.requests()).isEmpty();
  }

  @Test
  void a69TheTokenIsTakenOutAndOurKeyPutIn() throws Exception {
    String token = token(KEY, ISSUER, "gateway", Instant.now().plusSeconds(600));
    running.exchange(
        Running.get(
            "/vllm/v1/x",
            "Authorization: Bearer " + token,
            "x-api-key: distinct",
            "X-Caller: jwt/root"));
    WireMessage received = RowGateway.received(origin);
    assertThat(received.head()).doesNotContain(token).doesNotContain("distinct");
    assertThat(received.values("X-Caller")).containsExactly("jwt/alice");

    RawResponse two =
        running.exchange(
            Running.get("/claude/v1/x", "Authorization: Bearer " + token, "x-api-key: distinct"));
    assertThat(two.status()).isEqualTo(401);
    assertThat(origin.requests()).hasSize(1);
  }

  @Test
  void a70WhoIsUnknownIsToldHowAndAProviderOfIdentityThatFailsIsNotTheirFault() throws Exception {
    RawResponse without = running.exchange(Running.get("/vllm/v1/x"));
    RawResponse wrong = ask("no.token.atall");
    assertThat(without.values("WWW-Authenticate")).containsExactly("Bearer realm=\"letterhead\"");
    assertThat(wrong.values("WWW-Authenticate"))
        .containsExactly("Bearer realm=\"letterhead\", error=\"invalid_token\"");
    for (RawResponse answer : new RawResponse[] {without, wrong}) {
      assertThat(answer.status()).isEqualTo(401);
      JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
      assertThat(error.fieldNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
      assertThat(error.getString("type")).isEqualTo("authentication_error");
    }
    assertThat(origin.requests()).isEmpty();
    keys.close();
    String good = token(KEY, ISSUER, "gateway", Instant.now().plusSeconds(600));
    RecordingOrigin none = RecordingOrigin.start();
    try (Running keyless = RowGateway.before(none, Running.config().withCallers(callers()))) {
      RawResponse failed =
          keyless.exchange(Running.get("/vllm/v1/x", "Authorization: Bearer " + good));
      assertThat(RowGateway.code(failed, 503)).isEqualTo("callers-unavailable");
      assertThat(failed.values("WWW-Authenticate")).isEmpty();
      assertThat(failed.values("Retry-After")).isNotEmpty();
      assertThat(none.connections()).isZero();
    }
  }

  private Callers callers() {
    JwtIssuer issuer = new JwtIssuer(URI.create(keys.uri() + "/keys"), ISSUER, "gateway");
    return new Callers.Authenticated(ImmutableMap.of(), Optional.empty(), Optional.of(issuer));
  }

  private RawResponse ask(String token) throws Exception {
    return running.exchange(Running.get("/vllm/v1/x", "Authorization: Bearer " + token));
  }

  private static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String token(ECKey by, String issuer, String audience, Instant until)
      throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(by.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject("alice")
                .expirationTime(Date.from(until))
                .build());
    token.sign(new ECDSASigner(by));
    return token.serialize();
  }
}
